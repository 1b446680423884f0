"""Sending what is planned. Each mail goes queued → sending → sent, refused or unclear (security.md 4.1).

``sending`` is committed before a byte leaves. So a worker that is killed in between leaves a mail of which nobody
knows; it is listed as unclear and never sent again by itself. That way nobody gets two.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from stemme.feed import actions as feed
from stemme.jobs.actions import report_progress
from stemme.kit.mailer import Folder, Post, RefusedError, UncertainError, open_post
from stemme.kit.tenancy import across_organisations
from stemme.mailings.actions.choosing import make_stop_token
from stemme.mailings.keys import Keys
from stemme.mailings.kinds import KINDS, Kind
from stemme.mailings.material import Material
from stemme.mailings.models import DROPPED, QUEUED, REFUSED, SENDING, SENT, UNCLEAR, Mailing
from stemme.mailings.ways import open_way
from stemme.people import actions as people
from stemme.people.actions.reachability import address_failed

logger = logging.getLogger(__name__)
#: Longer than any talk with a mail server lasts; whoever is still at it has been killed.
_LOST_AFTER = dt.timedelta(minutes=15)
#: After so many refusals in a row without an answer the server is left alone until the next run.
_SILENT_SERVER = 3
_MAKING_ATTEMPTS = 5
_MINUTE = dt.timedelta(minutes=1)


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
    post: Post | Folder | None = None,
    seconds: float = 240.0,
    clock: Callable[[], float] = time.monotonic,
) -> Sent:
    """Send what is planned, for at most so many seconds; what became of it. The rest follows in the next run."""
    sent = Sent()
    sent.states[DROPPED] += drop_late(now=now)
    sent.states[UNCLEAR] += settle_lost(now=now)
    waiting = Mailing.objects.filter(state=QUEUED).order_by("planned_at", "id")
    if organisation_id is not None:
        waiting = waiting.filter(organisation_id=organisation_id)
    with across_organisations("mails of all organisations go out in the order in which they were planned"):
        ready = [mailing for mailing in waiting if _may_be_tried(mailing, now)]
    way_out = post or open_post()
    material = Material(now)
    end, silent = clock() + seconds, 0
    try:
        for number, mailing in enumerate(ready):
            if clock() > end or silent >= _SILENT_SERVER:
                break
            state, answered = _send_one(mailing, material, way_out, now)
            sent.states[state] += 1
            silent = 0 if answered else silent + 1
            if number % 100 == 99:
                report_progress(number + 1, len(ready))
    finally:
        way_out.close()
    return sent


@across_organisations("mails that are too late are dropped whoever planned them")
def drop_late(*, now: dt.datetime) -> int:
    """Give up mails that waited longer than their kind may; how many."""
    dropped = 0
    for kind, latest in ((kind.key, kind.latest) for kind in KINDS.values()):
        late = Mailing.objects.alias(due=Coalesce("not_before", "planned_at")).filter(
            kind=kind, state=QUEUED, due__lt=now - latest
        )
        count = late.update(state=DROPPED, changed_at=now)
        if count:
            logger.warning("%d mails (%s) could not go out within %s and were dropped", count, kind, latest)
        dropped += count
    return dropped


@across_organisations("a worker that died may have been sending for any organisation")
def settle_lost(*, now: dt.datetime) -> int:
    """Mark mails whose worker died while handing them over as unclear; how many."""
    lost = list(Mailing.objects.filter(state=SENDING, changed_at__lt=now - _LOST_AFTER))
    for mailing in lost:
        logger.warning("mail %d: the worker stopped while handing it over; not sent again", mailing.pk)
        _settle(mailing, UNCLEAR, now)
    return len(lost)


def _may_be_tried(mailing: Mailing, now: dt.datetime) -> bool:
    """Not before its time; the first time at once; then after 1, 2, 4 … minutes, at most an hour."""
    if mailing.not_before is not None and mailing.not_before > now:
        return False
    if mailing.attempts == 0:
        return True
    return mailing.changed_at + min(2 ** (mailing.attempts - 1), 60) * _MINUTE <= now


def _send_one(mailing: Mailing, material: Material, post: Post | Folder, now: dt.datetime) -> tuple[str, bool]:
    """Send one mail; its state afterwards, and whether the server answered at all."""
    kind = KINDS[mailing.kind]
    if not kind.still_wanted(material, mailing):
        return _settle(mailing, DROPPED, now, before=QUEUED), True
    with transaction.atomic():
        claimed = Mailing.objects.filter(id=mailing.pk, state=QUEUED).update(
            state=SENDING, changed_at=now, attempts=F("attempts") + 1
        )
        if not claimed:
            return "elsewhere", True
        # The tokens exist only in this mail: hashes are stored, the mail is not (T-03).
        door = people.make_door_link(person_id=mailing.person_id, now=now)
        stop = make_stop_token(organisation_id=mailing.organisation_id, person_id=mailing.person_id, now=now)
    try:
        give = _made(kind, mailing, material, material.keys(mailing, door=door, stop=stop), post)
    except Exception as error:
        return _not_made(mailing, error, now), True
    return _hand_over(mailing, give, now)


def _made(kind: Kind, mailing: Mailing, material: Material, keys: Keys, post: Post | Folder) -> Callable[[], None]:
    """The message, made and ready to go; calling it lets it go by the person's way."""
    way = open_way(mailing.way, mailing.organisation_id, mailing.person_id) if kind.compose else None
    if way is not None and kind.compose is not None:
        return partial(way.hand_over, mailing, kind.compose(material, mailing, keys))
    return partial(post.hand_over, kind.write(material, mailing, keys))


def _hand_over(mailing: Mailing, give: Callable[[], None], now: dt.datetime) -> tuple[str, bool]:
    try:
        give()
    except UncertainError as error:
        logger.warning("mail %d: %s after the final dot; nobody knows whether it arrived", mailing.pk, error)
        return _settle(mailing, UNCLEAR, now), True
    except RefusedError as error:
        return _refused(mailing, error, now), error.code not in {0, 421}
    except ValueError as error:
        # Django's word for a header that cannot be written; it says so before a byte leaves.
        return _not_made(mailing, error, now), True
    return _settle(mailing, SENT, now), True


def _not_made(mailing: Mailing, error: Exception, now: dt.datetime) -> str:
    """Our own mistake, or a database that is away: certainly nothing left. Tried again a few times."""
    logger.error("mail %d could not be made: %r", mailing.pk, error)
    return _settle(mailing, QUEUED if mailing.attempts + 1 < _MAKING_ATTEMPTS else REFUSED, now)


def _refused(mailing: Mailing, error: RefusedError, now: dt.datetime) -> str:
    logger.warning("mail %d was refused: %s", mailing.pk, error)
    if error.of_recipient:
        address_failed(organisation_id=mailing.organisation_id, person_id=mailing.person_id, now=now)
    return _settle(mailing, REFUSED if error.permanent else QUEUED, now)


def _settle(mailing: Mailing, state: str, now: dt.datetime, *, before: str = SENDING) -> str:
    """Write down what became of it, and with it that the stories were offered."""
    with transaction.atomic():
        mine = Mailing.objects.filter(id=mailing.pk, state=before).update(state=state, changed_at=now)
        if mine and mailing.stories and state in {SENT, UNCLEAR}:
            rows = [(mailing.person_id, story_id) for story_id in mailing.stories]
            feed.record_offers(organisation_id=mailing.organisation_id, rows=rows, where="mail", now=now)
    return state
