"""Forgetting which mails went to whom."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.mailings import mailbox
from stemme.mailings.models import Mailing, Rhythm, Unsubscribe


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Delete mails and tokens that have served their time; how many rows."""
    mails = Mailing.objects.filter(slot__lt=before("mails", now=now).date())
    return delete_old(mails, at_once=AT_ONCE) + delete_old(
        Unsubscribe.objects.filter(created_at__lt=before("stops", now=now)), at_once=AT_ONCE
    )


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete everything about one person's mails, also links that stop them."""
    for table in (Mailing, Rhythm, Unsubscribe):
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()


def forget_letters(address: str) -> int:
    """Delete the mails to this address from the folder of a demonstration; how many."""
    return mailbox.drop_to(Path(settings.DATA) / "mailbox", address)
