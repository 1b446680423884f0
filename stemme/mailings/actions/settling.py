"""Writing down what became of a mailing, and what follows from it."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.db.models import QuerySet

from stemme.feed import actions as feed
from stemme.kit.mailer import RefusedError
from stemme.kit.tenancy import across_organisations
from stemme.mailings.models import QUEUED, REFUSED, SENDING, SENT, UNCLEAR, Mailing
from stemme.people.actions.reachability import address_failed

logger = logging.getLogger(__name__)
_MAKING_ATTEMPTS = 5
_MINUTE = dt.timedelta(minutes=1)
_NOTED_AT_ONCE = 200


def settle(mailing: Mailing, state: str, *, now: dt.datetime) -> str:
    """Write down the end of what was being sent; returns the state."""
    Mailing.objects.filter(id=mailing.pk, state=SENDING).update(state=state, changed_at=now)
    return state


def refused(mailing: Mailing, error: RefusedError, *, now: dt.datetime) -> str:
    """The server said no: for ever, or for now. An address that takes no mail is noted with the person."""
    logger.warning("mail %d was refused: %s", mailing.pk, error.code or type(error.__cause__ or error).__name__)
    if error.of_recipient:
        address_failed(organisation_id=mailing.organisation_id, person_id=mailing.person_id, now=now)
    return settle(mailing, REFUSED, now=now) if error.permanent else try_later(mailing, now=now)


def not_made(mailing: Mailing, error: Exception, *, now: dt.datetime) -> str:
    """Our own mistake, or a database that is away: certainly nothing left. Tried again a few times."""
    logger.error("mail %d could not be made: %r", mailing.pk, error)
    if mailing.attempts + 1 < _MAKING_ATTEMPTS:
        return try_later(mailing, now=now)
    _held(mailing).update(state=REFUSED, changed_at=now, attempts=mailing.attempts + 1)
    return REFUSED


def try_later(mailing: Mailing, *, now: dt.datetime) -> str:
    """Certainly not delivered: again after 1, 2, 4 … minutes, at most an hour."""
    wait = min(2 ** min(mailing.attempts, 6), 60) * _MINUTE
    _held(mailing).update(state=QUEUED, changed_at=now, attempts=mailing.attempts + 1, held_by=0, held_until=now + wait)
    return QUEUED


def _held(mailing: Mailing) -> QuerySet[Mailing]:
    """The row, as long as it is with the worker that read it."""
    return Mailing.objects.filter(id=mailing.pk, state__in=(QUEUED, SENDING), held_by=mailing.held_by)


@across_organisations("stories that were mailed are noted as offered, also those of a worker that died")
def note_offers(*, now: dt.datetime) -> int:
    """Stories of mails that arrived or may have count as offered; how many mails were noted.

    For many mails at once, because it takes several questions. A mail and its mark that it is noted change together,
    so each is noted once, also by several workers and after one of them died.
    """
    noted = 0
    while True:
        with transaction.atomic():
            rows = Mailing.objects.select_for_update().filter(state__in=(SENT, UNCLEAR), offers_noted=False)
            batch = list(rows.order_by("organisation_id", "id")[:_NOTED_AT_ONCE])
            for organisation_id in {mailing.organisation_id for mailing in batch}:
                pairs = [
                    (mailing.person_id, story_id)
                    for mailing in batch
                    if mailing.organisation_id == organisation_id
                    for story_id in mailing.stories
                ]
                if pairs:
                    feed.record_offers(organisation_id=organisation_id, rows=pairs, where=feed.MAIL, now=now)
            Mailing.objects.filter(id__in=[mailing.pk for mailing in batch]).update(offers_noted=True)
        noted += len(batch)
        if len(batch) < _NOTED_AT_ONCE:
            return noted
