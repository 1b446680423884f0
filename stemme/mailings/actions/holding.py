"""Who sends which mailing: held for a while by one worker, claimed for good right before a byte leaves.

Two steps, because they answer two fears. Holding a batch keeps several workers from working at the same mails; it runs
out by itself when a worker dies, and costs nobody a mail. Claiming one mail (``sending``) is for ever: from then on it
may have left, and is never sent again by itself.
"""

from __future__ import annotations

import datetime as dt
import logging

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from stemme.kit.tenancy import across_organisations
from stemme.mailings.actions.settling import settle
from stemme.mailings.kinds import KINDS
from stemme.mailings.models import DROPPED, QUEUED, SENDING, UNCLEAR, Mailing, Rhythm
from stemme.mailings.rhythm import NEVER
from stemme.mailings.ways import MAIL

logger = logging.getLogger(__name__)
#: Longer than a batch takes with a slow server; afterwards another worker may take its mails over.
HELD_FOR = dt.timedelta(minutes=10)
#: Longer than any talk with a mail server lasts; whoever is still at it has been killed.
_LOST_AFTER = dt.timedelta(minutes=15)


@across_organisations("whose mails wait is asked for all organisations, so that a large one keeps nobody waiting")
def organisations_waiting(*, now: dt.datetime, only: int | None, by_mail: bool) -> list[int]:
    """Ids of the organisations of which mailings may go out now."""
    waiting = _waiting(now, by_mail=by_mail)
    if only is not None:
        waiting = waiting.filter(organisation_id=only)
    return sorted(set(waiting.order_by().values_list("organisation_id", flat=True).distinct()))


def number_waiting(organisation_id: int, *, now: dt.datetime) -> int:
    """How many of the organisation's mailings may go out now."""
    return _waiting(now, by_mail=True).filter(organisation_id=organisation_id).count()


def hold(organisation_id: int, *, holder: int, limit: int, now: dt.datetime, by_mail: bool) -> list[Mailing]:
    """Take at most ``limit`` mailings that may go out now, the oldest first; two workers never get the same."""
    with transaction.atomic():
        rows = _waiting(now, by_mail=by_mail).filter(organisation_id=organisation_id).order_by("planned_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        ids = list(rows.values_list("id", flat=True)[:limit])
        # The condition is asked again: the embedded database knows no locks on rows.
        _waiting(now, by_mail=by_mail).filter(id__in=ids).update(held_by=holder, held_until=now + HELD_FOR)
    held = Mailing.objects.filter(organisation_id=organisation_id, id__in=ids, held_by=holder, state=QUEUED)
    return list(held.order_by("planned_at", "id"))


def claim(mailing: Mailing, *, holder: int, now: dt.datetime, heeds_stop: bool) -> bool:
    """Write down that it leaves now; False if another worker has it, or its reader has just stopped all mails."""
    mine = Mailing.objects.filter(id=mailing.pk, state=QUEUED, held_by=holder)
    if heeds_stop:
        stopped = Rhythm.objects.filter(
            organisation_id=mailing.organisation_id, person_id=OuterRef("person_id"), every=NEVER
        )
        mine = mine.exclude(Exists(stopped))
    return mine.update(state=SENDING, changed_at=now, attempts=F("attempts") + 1) == 1


def release(organisation_id: int, *, holder: int) -> None:
    """Let go of what this worker holds and has not claimed."""
    held = Mailing.objects.filter(organisation_id=organisation_id, held_by=holder, state=QUEUED)
    held.update(held_by=0, held_until=None)


@across_organisations("mails that are too late are dropped whoever planned them")
def drop_late(*, now: dt.datetime) -> int:
    """Give up mails that waited longer than their kind may; how many."""
    dropped = 0
    for kind in KINDS.values():
        late = Mailing.objects.alias(due=Coalesce("not_before", "planned_at")).filter(
            kind=kind.key, state=QUEUED, due__lt=now - kind.latest
        )
        count = late.update(state=DROPPED, changed_at=now)
        if count:
            logger.warning("%d mails (%s) could not go out within %s and were dropped", count, kind.key, kind.latest)
        dropped += count
    return dropped


@across_organisations("a worker that died may have been sending for any organisation")
def settle_lost(*, now: dt.datetime) -> int:
    """Mark mails whose worker died while handing them over as unclear; how many."""
    lost = list(Mailing.objects.filter(state=SENDING, changed_at__lt=now - _LOST_AFTER))
    for mailing in lost:
        logger.warning("mail %d: the worker stopped while handing it over; not sent again", mailing.pk)
        settle(mailing, UNCLEAR, now=now)
    return len(lost)


def _waiting(now: dt.datetime, *, by_mail: bool) -> QuerySet[Mailing]:
    """Mailings whose time has come and that nobody holds; without ``by_mail`` those that go another way."""
    due = Q(not_before=None) | Q(not_before__lte=now)
    free = Q(held_until=None) | Q(held_until__lte=now)
    waiting = Mailing.objects.filter(due, free, state=QUEUED, kind__in=list(KINDS))
    return waiting if by_mail else waiting.exclude(way=MAIL)
