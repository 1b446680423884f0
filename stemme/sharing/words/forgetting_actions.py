"""Forgetting drafts and beginnings."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.sharing.models import Beginning, Draft


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Forget drafts after their time, and the beginnings about stories that have ended; how many rows."""
    over = Q(story__ends_at__lt=now) | Q(story__withdrawn_at__lt=now)
    drafts, beginnings = Draft.objects.filter(kept_at__lt=before("drafts", now=now)), Beginning.objects.filter(over)
    return delete_old(drafts, at_once=AT_ONCE) + delete_old(beginnings, at_once=AT_ONCE)


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Forget one person's drafts. Of beginnings nobody knows whose they were."""
    Draft.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
