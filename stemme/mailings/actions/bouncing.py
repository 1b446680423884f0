"""What follows when a mail comes back, is complained about, or asks to be the last."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction

from stemme.mailings import letters_outside
from stemme.mailings.actions.choosing import stop, stop_for
from stemme.mailings.identities import mailing_of
from stemme.mailings.models import BOUNCED, SENT, UNCLEAR, Mailing, SoftBounce
from stemme.mailings.returned import read_note, read_stop
from stemme.people.actions.reachability import address_failed

logger = logging.getLogger(__name__)
#: So many mails in a row, over so many days, came back "for now": the address counts as failed.
_IN_A_ROW, _OVER = 3, dt.timedelta(days=14)
BOUNCE, STOP, IGNORED = "bounce", "stop", "ignored"


def take_in(raw: bytes, *, now: dt.datetime) -> str:
    """Act on one message of the inbox: BOUNCE, STOP or IGNORED. The same message twice changes nothing more."""
    note = read_note(raw)
    if note is not None:
        return BOUNCE if came_back(note.identity, hard=note.hard, status=note.status, now=now) else IGNORED
    token = read_stop(raw)
    return STOP if token and stop(token=token, now=now) else IGNORED


def came_back(identity: str, *, hard: bool, status: str, now: dt.datetime) -> bool:
    """A mail could not be delivered; False if it is none of ours, or that is known already.

    ``hard``: there is no such address, and nothing more is sent there. Otherwise it is noted, and three in a row over
    two weeks come to the same.
    """
    outside = letters_outside.of(mailing_of(identity))
    if outside is not None:
        return outside.table.came_back(outside.number, hard=hard, now=now)
    mailing = _ours(identity)
    if mailing is None:
        return False
    with transaction.atomic():
        fresh = Mailing.objects.filter(id=mailing.pk, state__in=(SENT, UNCLEAR)).update(state=BOUNCED, changed_at=now)
        if not fresh:
            return False
        if not hard:
            SoftBounce.objects.get_or_create(
                organisation_id=mailing.organisation_id,
                mailing_id=mailing.pk,
                defaults={
                    "person_id": mailing.person_id,
                    "day": mailing.slot,
                    "status": status[:12],
                },
            )
        if hard or _keeps_coming_back(mailing):
            address_failed(organisation_id=mailing.organisation_id, person_id=mailing.person_id, now=now)
    logger.info("mail %d came back (%s)", mailing.pk, status or "no status")
    return True


def complained(identity: str, *, now: dt.datetime) -> bool:
    """The reader called a mail spam, or asked the provider for no more: that is a stop. False if it is none of ours."""
    outside = letters_outside.of(mailing_of(identity))
    if outside is not None:
        return outside.table.complained(outside.number, now=now)
    mailing = _ours(identity)
    if mailing is None:
        return False
    stop_for(organisation_id=mailing.organisation_id, person_id=mailing.person_id, now=now)
    return True


def _ours(identity: str) -> Mailing | None:
    known = mailing_of(identity)
    return Mailing.objects.filter(id=known[1], kind=known[0]).first() if known else None


def _keeps_coming_back(mailing: Mailing) -> bool:
    """The last three mails of this person came back for now, and no other arrived in between."""
    mine = {"organisation_id": mailing.organisation_id, "person_id": mailing.person_id}
    days = list(SoftBounce.objects.filter(**mine).order_by("-day").values_list("day", flat=True)[:_IN_A_ROW])
    if len(days) < _IN_A_ROW or days[0] - days[-1] < _OVER:
        return False
    return not Mailing.objects.filter(**mine, state=SENT, slot__range=(days[-1], days[0])).exists()
