"""Sending the letters that are due: queued → sending → sent, refused or unclear, as with the mails to colleagues.

``sending`` is committed before a byte leaves. A worker that is killed in between leaves a letter of which nobody
knows; it ends as unclear and is never sent again. Two workers cannot take the same letter: taking it is one update.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.mail import EmailMultiAlternatives
from django.db.models import F

from stemme.followups.actions.settling import not_made, refused, settle
from stemme.followups.due_queries import due_letters, house, organisations_waiting, unwanted, wanted
from stemme.followups.models import Letter
from stemme.followups.states import DROPPED, QUEUED, SENDING, SENT, UNCLEAR
from stemme.followups.timing import LATEST
from stemme.followups.written_queries import Desk
from stemme.kit.mailer import RefusedError, UncertainError, WayOut, open_post
from stemme.kit.tenancy import across_organisations

logger = logging.getLogger(__name__)
#: Longer than any talk with a mail server lasts (mailings/actions/holding.py).
LOST_AFTER = dt.timedelta(minutes=15)
#: After so many refusals in a row without an answer the server is left alone until the next run.
_SILENT_SERVER = 3
_BATCH = 100


def send_due(
    *,
    now: dt.datetime,
    post: WayOut | None = None,
    seconds: float = 240.0,
    clock: Callable[[], float] = time.monotonic,
) -> Counter[str]:
    """Send what is due, for at most so many seconds; what became of it, by state. The rest follows in the next run.

    Organisations take turns; where it is a quiet hour or a day off now, letters wait.
    """
    settle_lost(now=now)
    done = Counter({DROPPED: drop_unwanted(now=now)})
    waiting = organisations_waiting(now=now)
    if not waiting:
        return done
    run = _Run(now, seconds, clock, post or open_post(), done)
    try:
        run.go(waiting)
    finally:
        run.post.close()
    return done


@dataclass(slots=True)
class _Run:
    """One run: its clock, its connection, and what became of its letters."""

    started: dt.datetime
    seconds: float
    clock: Callable[[], float]
    post: WayOut
    done: Counter[str]
    silent: int = 0
    begun: float = field(default=0.0)

    def moment(self) -> dt.datetime:
        """Now. A long run must not write down the hour of its beginning: others would take its letters for lost."""
        return self.started + dt.timedelta(seconds=self.clock() - self.begun)

    def over(self) -> bool:
        """True when the time is up, or the mail server has not answered several times in a row."""
        return self.clock() - self.begun > self.seconds or self.silent >= _SILENT_SERVER

    def go(self, waiting: list[int]) -> None:
        """Batch by batch, the organisations in turn, until nothing more can leave or the run is over."""
        self.begun = self.clock()
        try:
            # Asked before anything is taken: while the server is away no letter loses an attempt.
            self.post.ready()
        except RefusedError as error:
            logger.warning("no letter goes out: %s", error)
            return
        while waiting and not self.over():
            waiting = [one for one in waiting if not self.over() and self.send_batch(one)]

    def send_batch(self, organisation_id: int) -> bool:
        """Send some letters of one organisation; whether there may be more."""
        moment = self.moment()
        if not house(organisation_id).is_open(moment):
            return False
        letters = due_letters(organisation_id, limit=_BATCH, now=moment)
        desk = Desk(organisation_id, now=moment)
        for letter in letters:
            if self.over():
                return False
            state = self._send(letter, desk)
            if state:
                self.done[state] += 1
        return len(letters) == _BATCH

    def _send(self, letter: Letter, desk: Desk) -> str:
        """Make one letter, take it, let it go; its state afterwards, or "" when another worker has it."""
        try:
            message = desk.message(letter)
        except Exception as error:
            return not_made(letter, error, taken=False, now=self.moment())
        if message is None:
            return drop(letter, now=self.moment())
        if not take(letter, now=self.moment()):
            return ""
        return self._hand_over(letter, message)

    def _hand_over(self, letter: Letter, message: EmailMultiAlternatives) -> str:
        try:
            self.post.hand_over(message)
        except UncertainError as error:
            logger.warning("letter %d: %s after it was handed over; nobody knows whether it arrived", letter.pk, error)
            return settle(letter, UNCLEAR, now=self.moment())
        except RefusedError as error:
            self.silent = self.silent + 1 if error.code in {0, 421} else 0
            return refused(letter, error, now=self.moment())
        except ValueError as error:
            # Django's word for a header that cannot be written; it says so before a byte leaves.
            return not_made(letter, error, taken=True, now=self.moment())
        self.silent = 0
        return settle(letter, SENT, now=self.moment())


def take(letter: Letter, *, now: dt.datetime) -> bool:
    """Write down that it leaves now; False if another worker has it, or it is not wanted any more."""
    mine = Letter.objects.filter(organisation_id=letter.organisation_id, id=letter.pk, state=QUEUED)
    # The number of attempts is asked, too: what another worker tried and put back meanwhile is not this letter.
    mine = wanted(mine.filter(attempts=letter.attempts))
    return mine.update(state=SENDING, changed_at=now, attempts=F("attempts") + 1) == 1


def drop(letter: Letter, *, now: dt.datetime) -> str:
    """There is nothing to say any more."""
    mine = Letter.objects.filter(organisation_id=letter.organisation_id, id=letter.pk, state=QUEUED)
    mine.update(state=DROPPED, changed_at=now)
    return DROPPED


@across_organisations("letters that are too late or not wanted any more are dropped whoever planned them")
def drop_unwanted(*, now: dt.datetime) -> int:
    """Drop what waits for a lead who stopped or bought, of a sequence that is off or a page that is withdrawn, and
    what is too late; how many."""
    waiting = Letter.objects.filter(state=QUEUED)
    late = waiting.filter(due_at__lt=now - LATEST).update(state=DROPPED, changed_at=now)
    return late + unwanted(waiting).update(state=DROPPED, changed_at=now)


@across_organisations("a worker that died may have been sending for any organisation")
def settle_lost(*, now: dt.datetime) -> int:
    """Mark letters whose worker died while handing them over as unclear; how many."""
    lost = list(Letter.objects.filter(state=SENDING, changed_at__lt=now - LOST_AFTER))
    for letter in lost:
        logger.warning("letter %d: the worker stopped while handing it over; not sent again", letter.pk)
        settle(letter, UNCLEAR, now=now)
    return len(lost)
