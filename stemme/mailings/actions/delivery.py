"""Sending what is queued. Each mailing goes queued → sending → sent, refused or unclear (security.md 4.1).

``sending`` is committed before a byte leaves. So a worker that is killed in between leaves a mail of which nobody
knows; it is listed as unclear and never sent again by itself. That way nobody gets two.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from stemme.jobs.actions import report_progress
from stemme.kit.mailer import RefusedError, UncertainError, WayOut, open_post
from stemme.mailings.actions.choosing import make_stop_tokens
from stemme.mailings.actions.holding import (
    claim,
    drop_late,
    hold,
    number_waiting,
    organisations_waiting,
    release,
    settle_lost,
)
from stemme.mailings.actions.postponing import postpone
from stemme.mailings.actions.settling import not_made, note_offers, refused, settle
from stemme.mailings.keys import Keys
from stemme.mailings.kinds import KINDS, Kind
from stemme.mailings.material import Material
from stemme.mailings.models import DROPPED, QUEUED, SENT, UNCLEAR, Mailing
from stemme.mailings.open_hours import BEFORE_QUIET
from stemme.mailings.ways import open_way
from stemme.people import actions as people

logger = logging.getLogger(__name__)
#: After so many refusals in a row without an answer the server is left alone until the next run.
_SILENT_SERVER = 3
#: Counted when a mail turned out to be another worker's, or was stopped at the last moment.
ELSEWHERE = "elsewhere"
#: Mails that are read, made and held together; a worker that dies keeps this many from others for ten minutes.
BATCH = 200


@dataclass(slots=True)
class Sent:
    """What became of the mails of one run, by state; ``queued`` are those that will be tried again."""

    states: Counter[str] = field(default_factory=Counter)

    @property
    def accepted(self) -> int:
        """Mails the server took."""
        return self.states[SENT]


def send_planned(
    *,
    now: dt.datetime,
    organisation_id: int | None = None,
    heed_hours: bool = True,
    post: WayOut | None = None,
    seconds: float = 240.0,
    clock: Callable[[], float] = time.monotonic,
    progress: Callable[[int, int], None] = report_progress,
) -> Sent:
    """Send what is queued, for at most so many seconds; what became of it. The rest follows in the next run.

    Several processes may do this at once. Organisations take turns, batch by batch. What may not leave at this hour
    waits until it may, unless somebody who is there says with ``heed_hours=False`` that it shall go now.
    ``progress`` is told now and then how many mails are done, and out of how many.
    """
    sent = Sent()
    sent.states[DROPPED] += drop_late(now=now)
    sent.states[UNCLEAR] += settle_lost(now=now)
    run = _Run(now, seconds, clock, post or open_post(), sent, heed_hours, progress)
    try:
        run.go(organisation_id)
    finally:
        run.post.close()
        note_offers(now=run.moment())
    return sent


@dataclass(slots=True)
class _Run:
    """One run: its clock, its connection, and what became of its mails."""

    started: dt.datetime
    seconds: float
    clock: Callable[[], float]
    post: WayOut
    sent: Sent
    heed_hours: bool
    progress: Callable[[int, int], None]
    silent: int = 0
    heeded: dt.datetime | None = None
    begun: float = 0.0
    total: int = 0
    done: int = 0
    holder: int = field(default_factory=lambda: secrets.randbits(62) + 1)

    def moment(self) -> dt.datetime:
        """Now. A long run must not write down the hour of its beginning: others would take its mails for lost."""
        return self.started + dt.timedelta(seconds=self.clock() - self.begun)

    def over(self) -> bool:
        """True when the time is up, or the mail server has not answered several times in a row."""
        return self.clock() - self.begun > self.seconds or self.silent >= _SILENT_SERVER

    def go(self, only: int | None) -> None:
        """Batch by batch, the organisations in turn, until nothing waits or the run is over."""
        self.begun = self.clock()
        by_mail = self._server_answers()
        self._heed_hours(only)
        waiting = organisations_waiting(now=self.moment(), only=only, by_mail=by_mail)
        self.total = sum(number_waiting(organisation_id, now=self.moment()) for organisation_id in waiting)
        while waiting and not self.over():
            for organisation_id in waiting:
                if not self.over():
                    self.send_batch(organisation_id, by_mail=by_mail)
            self._heed_hours(only)
            waiting = organisations_waiting(now=self.moment(), only=only, by_mail=by_mail)

    def _heed_hours(self, only: int | None) -> None:
        """At the beginning, and again well before the minutes are over that quiet hours begin early by."""
        moment = self.moment()
        if self.heed_hours and (self.heeded is None or moment - self.heeded >= BEFORE_QUIET / 2):
            postpone(now=moment, only=only)
            self.heeded = moment

    def _server_answers(self) -> bool:
        """Asked before anything is held: while the server is away no mail loses an attempt and no key is made."""
        try:
            self.post.ready()
        except RefusedError as error:
            logger.warning("no mail goes out: %s", error)
            return False
        return True

    def send_batch(self, organisation_id: int, *, by_mail: bool) -> None:
        """Hold some mails of one organisation, read and make what they need together, and send them one by one."""
        held = hold(organisation_id, holder=self.holder, limit=BATCH, now=self.moment(), by_mail=by_mail)
        material = Material(self.moment())
        material.prepare(held)
        wanted = [mailing for mailing in held if self._still_wanted(material, mailing)]
        person_ids = {mailing.person_id for mailing in wanted}
        # The tokens exist only in the mails: hashes are stored, the mails are not (T-03).
        moment = self.moment()
        doors = people.make_door_links(organisation_id=organisation_id, person_ids=person_ids, now=moment)
        stops = make_stop_tokens(organisation_id=organisation_id, person_ids=person_ids, now=moment)
        gone: set[int] = set()
        try:
            for mailing in wanted:
                if self.over():
                    break
                if mailing.person_id not in doors:
                    # Erased a moment ago, and the mailing with them.
                    continue
                keys = material.keys(mailing, door=doors[mailing.person_id], stop=stops[mailing.person_id])
                state = self._send(mailing, material, keys)
                self._count(state)
                if state in {SENT, UNCLEAR}:
                    gone.add(mailing.person_id)
        finally:
            release(organisation_id, holder=self.holder)
            people.settle_door_links(
                organisation_id=organisation_id,
                sent=[token for person_id, token in doors.items() if person_id in gone],
                unsent=[token for person_id, token in doors.items() if person_id not in gone],
                now=self.moment(),
            )
        note_offers(now=self.moment())

    def _still_wanted(self, material: Material, mailing: Mailing) -> bool:
        if KINDS[mailing.kind].still_wanted(material, mailing):
            return True
        self._drop(mailing)
        return False

    def _drop(self, mailing: Mailing) -> None:
        mine = Mailing.objects.filter(id=mailing.pk, state=QUEUED, held_by=self.holder)
        if mine.update(state=DROPPED, changed_at=self.moment()):
            self._count(DROPPED)

    def _count(self, state: str) -> None:
        self.sent.states[state] += 1
        self.done += 1
        if self.done % 100 == 0:
            self.progress(self.done, max(self.total, self.done))

    def _send(self, mailing: Mailing, material: Material, keys: Keys) -> str:
        """Make one mail, claim it, let it go; its state afterwards. What is being made may be lost without harm."""
        kind = KINDS[mailing.kind]
        try:
            give, by_mail = self._made(kind, mailing, material, keys)
        except Exception as error:
            return not_made(mailing, error, now=self.moment())
        if not claim(mailing, holder=self.holder, now=self.moment(), heeds_stop=not kind.asked_for):
            self._drop(mailing)
            return ELSEWHERE
        state, answered = self._hand_over(mailing, give)
        if by_mail:
            self.silent = 0 if answered else self.silent + 1
        return state

    def _made(self, kind: Kind, mailing: Mailing, material: Material, keys: Keys) -> tuple[Callable[[], None], bool]:
        """The message, made and ready; calling it lets it go by the person's way. And whether that is mail."""
        way = open_way(mailing.way, mailing.organisation_id, mailing.person_id) if kind.compose else None
        if way is not None and kind.compose is not None:
            return partial(way.hand_over, mailing, kind.compose(material, mailing, keys)), False
        return partial(self.post.hand_over, kind.write(material, mailing, keys)), True

    def _hand_over(self, mailing: Mailing, give: Callable[[], None]) -> tuple[str, bool]:
        """Its state, and whether the server answered at all."""
        try:
            give()
        except UncertainError as error:
            logger.warning("mail %d: %s after it was handed over; nobody knows whether it arrived", mailing.pk, error)
            return settle(mailing, UNCLEAR, now=self.moment()), True
        except RefusedError as error:
            return refused(mailing, error, now=self.moment()), error.code not in {0, 421}
        except ValueError as error:
            # Django's word for a header that cannot be written; it says so before a byte leaves.
            return not_made(mailing, error, now=self.moment()), True
        return settle(mailing, SENT, now=self.moment()), True
