"""Taking names out of shares. The shares stay: what they brought is counted from them."""

from __future__ import annotations

import datetime as dt
import secrets

from django.db import transaction

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import portions
from stemme.kit.tenancy import across_organisations
from stemme.sharing.models import OwnApps, Reported, Share
from stemme.sharing.words import forgetting_actions as words

_CHANGED = ("person", "nobody", "aged", "shared_at", "post_url", "answered_at", "ask_after")
_QUARTER = dt.timedelta(minutes=15)
_BEGINNING = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def number_by_lot() -> int:
    """A number from which nothing follows. It is below zero, where no person's id is."""
    return -1 - secrets.randbits(61)


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Take the names out of shares that are a year old, and the minutes out of their moments; how many rows.

    Nobody can tell any more whose they were, nor that two of different months were by the same person. What was typed
    in about them goes; so do drafts after their time, and how stories that have ended were begun.
    """
    done = words.forget_old(now=now)
    for some in portions(Reported.objects.filter(share__shared_at__lt=before("reactions", now=now)), size=AT_ONCE):
        done += some.delete()[0]
    old = Share.objects.filter(person__isnull=False, shared_at__lt=before("shares", now=now))
    lots: dict[tuple[int, int, int], int] = {}
    for some in portions(old, size=AT_ONCE):
        shares = list(some.only("id", "person_id", "shared_at"))
        for share in shares:
            month = (share.person_id or 0, share.shared_at.year, share.shared_at.month)
            share.nobody = lots.setdefault(month, number_by_lot())
            share.person_id, share.aged = None, True
            share.shared_at -= (share.shared_at - _BEGINNING) % _QUARTER
            share.post_url, share.answered_at, share.ask_after = "", None, None
        with transaction.atomic():
            Share.objects.bulk_update(shares, _CHANGED, batch_size=500)
        done += len(shares)
    return done


def forget_person(*, organisation_id: int, person_id: int, lot: int) -> None:
    """Take one person's name out of their shares; ``lot`` stands for them, so that no figure changes. What they typed
    in about them goes, and where the posts stand."""
    for table in (Reported, OwnApps):
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
    words.forget_person(organisation_id=organisation_id, person_id=person_id)
    mine = Share.objects.filter(organisation_id=organisation_id, person_id=person_id)
    mine.update(person=None, nobody=lot, post_url="", answered_at=None, ask_after=None)
