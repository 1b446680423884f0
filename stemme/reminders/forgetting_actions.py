"""Forgetting what people wanted to be reminded of."""

from __future__ import annotations

import datetime as dt

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.reminders.models import Reminder


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Delete reminders whose time came long ago; how many."""
    return delete_old(Reminder.objects.filter(done_at__lt=before("reminders", now=now)), at_once=AT_ONCE)


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete one person's reminders."""
    Reminder.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
