"""Forgetting which mails went to whom."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.mailings import mailbox
from stemme.mailings.models import Mailing, QuietWeek, Rhythm, SoftBounce, StorySend, Unsubscribe


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Delete mails and tokens that have served their time; how many rows."""
    mails = Mailing.objects.filter(slot__lt=before("mails", now=now).date())
    gone = (
        mails,
        Unsubscribe.objects.filter(created_at__lt=before("stops", now=now)),
        # What was quiet explains for a while why no mail came, and then nothing.
        SoftBounce.objects.filter(day__lt=before("bounces", now=now).date()),
        QuietWeek.objects.filter(last__lt=before("mails", now=now).date()),
    )
    return sum(delete_old(rows, at_once=AT_ONCE) for rows in gone)


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete everything about one person's mails, also links that stop them. Stories they sent stay, without them."""
    StorySend.objects.filter(organisation_id=organisation_id, ordered_by_id=person_id).update(ordered_by=None)
    for table in (Mailing, Rhythm, QuietWeek, SoftBounce, Unsubscribe):
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()


def forget_letters(address: str) -> int:
    """Delete the mails to this address from the folder of a demonstration; how many."""
    return mailbox.drop_to(Path(settings.DATA) / "mailbox", address)
