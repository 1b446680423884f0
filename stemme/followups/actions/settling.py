"""Writing down what became of a letter, and what follows from it. Sums at the step change with the letter, once."""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.db.models import F

from stemme.followups.models import Letter, Step
from stemme.followups.states import BOUNCED, QUEUED, REFUSED, SENDING, SENT, UNCLEAR
from stemme.kit.mailer import RefusedError
from stemme.kit.tenancy import across_organisations
from stemme.landing.leads.actions import stop_mails

logger = logging.getLogger(__name__)
#: With an hour between the later ones these are about three days.
MOST_TRIES = 75
_MAKING_TRIES = 5
_MINUTE = dt.timedelta(minutes=1)
_COUNTED = {SENT: "sent", REFUSED: "failed", BOUNCED: "failed"}


@transaction.atomic
def settle(letter: Letter, state: str, *, now: dt.datetime, out_of: tuple[str, ...] = (SENDING,)) -> str:
    """Write down the end of a letter, and count it if that is new; returns the state."""
    mine = Letter.objects.filter(organisation_id=letter.organisation_id, id=letter.pk, state__in=out_of)
    if mine.update(state=state, changed_at=now) and state in _COUNTED:
        count(letter.step_id, _COUNTED[state])
    return state


def count(step_id: int, what: str) -> None:
    """One more in a sum of the step, if it is still there."""
    Step.objects.filter(id=step_id).update(**{what: F(what) + 1})


def refused(letter: Letter, error: RefusedError, *, now: dt.datetime) -> str:
    """The server said no: for ever, or for now. Nothing more follows for a lead whose letter was refused for ever."""
    logger.warning("letter %d was refused: %s", letter.pk, error.code or type(error.__cause__ or error).__name__)
    if error.permanent or letter.attempts + 1 >= MOST_TRIES:
        return settle(letter, REFUSED, now=now)
    return _try_later(letter, SENDING, now=now)


def not_made(letter: Letter, error: Exception, *, taken: bool, now: dt.datetime) -> str:
    """Our own mistake, or a database that is away: certainly nothing left. Tried again a few times.

    ``taken``: it was this worker's already. Otherwise another one may have it, and then it is left alone.
    """
    logger.error("letter %d could not be made: %r", letter.pk, error)
    state = SENDING if taken else QUEUED
    if letter.attempts + 1 < _MAKING_TRIES:
        return _try_later(letter, state, now=now)
    return settle(letter, REFUSED, now=now, out_of=(state,))


def _try_later(letter: Letter, state: str, *, now: dt.datetime) -> str:
    """Certainly not delivered: again after 1, 2, 4 … minutes, at most an hour."""
    wait = min(2 ** min(letter.attempts, 6), 60) * _MINUTE
    mine = Letter.objects.filter(organisation_id=letter.organisation_id, id=letter.pk, state=state)
    mine.update(state=QUEUED, changed_at=now, due_at=now + wait, attempts=letter.attempts + 1)
    return QUEUED


class Returned:
    """Hears of letters that come back or are called spam (mailings/letters_outside.py)."""

    def came_back(self, number: int, *, hard: bool, now: dt.datetime) -> bool:
        """Nothing more follows for this lead, for whatever reason the letter came back."""
        letter = _letter(number)
        if letter is None or letter.state not in {SENT, UNCLEAR}:
            return False
        settle(letter, BOUNCED, now=now, out_of=(SENT, UNCLEAR))
        return True

    def complained(self, number: int, *, now: dt.datetime) -> bool:
        """That is a stop."""
        letter = _letter(number)
        if letter is None:
            return False
        leave(organisation_id=letter.organisation_id, lead_id=letter.lead_id, step_id=letter.step_id, now=now)
        return True


RETURNED = Returned()


@transaction.atomic
def leave(*, organisation_id: int, lead_id: int, step_id: int, now: dt.datetime) -> bool:
    """The reader of this step's letter wants no more mails; False if that was known. Counted with the step once."""
    if not stop_mails(organisation_id=organisation_id, lead_id=lead_id, now=now):
        return False
    Step.objects.filter(id=step_id, sequence__organisation_id=organisation_id).update(left=F("left") + 1)
    return True


@transaction.atomic
def opened(*, organisation_id: int, lead_id: int, step_id: int, now: dt.datetime) -> bool:
    """The letter's button was followed; False if it was before, or there is no such letter. Counted once."""
    fresh = Letter.objects.filter(
        organisation_id=organisation_id, lead_id=lead_id, step_id=step_id, opened_at=None
    ).update(opened_at=now)
    if fresh:
        count(step_id, "opened")
    return bool(fresh)


@across_organisations("a Message-ID with our seal names a letter of whichever organisation")
def _letter(number: int) -> Letter | None:
    return Letter.objects.filter(id=number).first()
