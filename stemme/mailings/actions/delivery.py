"""Sending what is planned. Each mail goes planned → handed over → accepted, refused or uncertain (security.md 4.1).

``handed_over`` is committed before a byte leaves. So a worker that is killed in between leaves a mail of which nobody
knows; it is listed as uncertain and never sent again by itself. That way nobody gets two.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F

from stemme.feed import actions as feed
from stemme.jobs.actions import report_progress
from stemme.kit.mailer import Folder, Post, RefusedError, UncertainError, open_post
from stemme.kit.tenancy import across_organisations
from stemme.mailings.actions.choosing import make_stop_token
from stemme.mailings.material import Material
from stemme.mailings.models import Mailing
from stemme.mailings.rhythm import LATEST
from stemme.people import actions as people
from stemme.people.actions.reachability import address_failed

logger = logging.getLogger(__name__)
#: Longer than any talk with a mail server lasts; whoever is still at it has been killed.
_LOST_AFTER = dt.timedelta(minutes=15)
#: After so many refusals in a row without an answer the server is left alone until the next run.
_SILENT_SERVER = 3
_INVITATION_LATEST = dt.timedelta(days=3)
_MAKING_ATTEMPTS = 5
_MINUTE = dt.timedelta(minutes=1)


@dataclass(slots=True)
class Sent:
    """What became of the mails of one run, by state; ``planned`` are those that will be tried again."""

    states: Counter[str] = field(default_factory=Counter)

    @property
    def accepted(self) -> int:
        """Mails the server took."""
        return self.states["accepted"]


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
    sent.states["dropped"] += drop_late(now=now)
    sent.states["uncertain"] += settle_lost(now=now)
    waiting = Mailing.objects.filter(state="planned").order_by("planned_at", "id")
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
    """Give up mails that waited too long: a digest after twelve hours, an invitation after three days; how many."""
    dropped = 0
    for kind, latest in (("digest", LATEST), ("invitation", _INVITATION_LATEST)):
        late = Mailing.objects.filter(kind=kind, state="planned", planned_at__lt=now - latest)
        count = late.update(state="dropped", changed_at=now)
        if count:
            logger.warning("%d mails (%s) could not go out within %s and were dropped", count, kind, latest)
        dropped += count
    return dropped


@across_organisations("a worker that died may have been sending for any organisation")
def settle_lost(*, now: dt.datetime) -> int:
    """Mark mails whose worker died while handing them over as uncertain; how many."""
    lost = list(Mailing.objects.filter(state="handed_over", changed_at__lt=now - _LOST_AFTER))
    for mailing in lost:
        logger.warning("mail %d: the worker stopped while handing it over; not sent again", mailing.pk)
        _settle(mailing, "uncertain", now)
    return len(lost)


def _may_be_tried(mailing: Mailing, now: dt.datetime) -> bool:
    """The first time at once; then after 1, 2, 4 … minutes, at most an hour."""
    if mailing.attempts == 0:
        return True
    return mailing.changed_at + min(2 ** (mailing.attempts - 1), 60) * _MINUTE <= now


def _send_one(mailing: Mailing, material: Material, post: Post | Folder, now: dt.datetime) -> tuple[str, bool]:
    """Send one mail; its state afterwards, and whether the server answered at all."""
    if not material.still_wanted(mailing):
        return _settle(mailing, "dropped", now, before="planned"), True
    with transaction.atomic():
        claimed = Mailing.objects.filter(id=mailing.pk, state="planned").update(
            state="handed_over", changed_at=now, attempts=F("attempts") + 1
        )
        if not claimed:
            return "elsewhere", True
        # The tokens exist only in this mail: hashes are stored, the mail is not (T-03).
        door = people.make_door_link(person_id=mailing.person_id, now=now)
        stop = make_stop_token(organisation_id=mailing.organisation_id, person_id=mailing.person_id, now=now)
    try:
        message = material.letter(mailing, door=door, stop=stop)
    except Exception as error:
        return _not_made(mailing, error, now), True
    return _hand_over(mailing, message, post, now)


def _hand_over(
    mailing: Mailing, message: EmailMultiAlternatives, post: Post | Folder, now: dt.datetime
) -> tuple[str, bool]:
    try:
        post.hand_over(message)
    except UncertainError as error:
        logger.warning("mail %d: %s after the final dot; nobody knows whether it arrived", mailing.pk, error)
        return _settle(mailing, "uncertain", now), True
    except RefusedError as error:
        return _refused(mailing, error, now), error.code not in {0, 421}
    except ValueError as error:
        # Django's word for a header that cannot be written; it says so before a byte leaves.
        return _not_made(mailing, error, now), True
    return _settle(mailing, "accepted", now), True


def _not_made(mailing: Mailing, error: Exception, now: dt.datetime) -> str:
    """Our own mistake, or a database that is away: certainly nothing left. Tried again a few times."""
    logger.error("mail %d could not be made: %r", mailing.pk, error)
    return _settle(mailing, "planned" if mailing.attempts + 1 < _MAKING_ATTEMPTS else "refused", now)


def _refused(mailing: Mailing, error: RefusedError, now: dt.datetime) -> str:
    logger.warning("mail %d was refused: %s", mailing.pk, error)
    if error.of_recipient:
        address_failed(organisation_id=mailing.organisation_id, person_id=mailing.person_id, now=now)
    return _settle(mailing, "refused" if error.permanent else "planned", now)


def _settle(mailing: Mailing, state: str, now: dt.datetime, *, before: str = "handed_over") -> str:
    """Write down what became of it, and with it that the stories were offered."""
    with transaction.atomic():
        mine = Mailing.objects.filter(id=mailing.pk, state=before).update(state=state, changed_at=now)
        if mine and mailing.stories and state in {"accepted", "uncertain"}:
            rows = [(mailing.person_id, story_id) for story_id in mailing.stories]
            feed.record_offers(organisation_id=mailing.organisation_id, rows=rows, where="mail", now=now)
    return state
