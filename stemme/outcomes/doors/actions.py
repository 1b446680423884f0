"""Making and ending doors, and taking in what comes through them."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.seals import installation_keys
from stemme.kit.secret_texts import seal
from stemme.kit.tokens import new_token, token_hash
from stemme.outcomes.actions.conversions import Recorded, cancel_conversion, record_conversion
from stemme.outcomes.doors import queries
from stemme.outcomes.doors.events import Event
from stemme.outcomes.doors.queries import OpenDoor
from stemme.outcomes.kinds import API, PIXEL, SCRIPT
from stemme.outcomes.models import Door
from stemme.people.actions import take
from stemme.people.buckets import Limit
from stemme.people.viewer import Viewer

#: Calls of one door: a hundred in each second, so that a sender who repeats one event ten thousand times gets the same
#: answer each time. A batch is one call.
CALLS = Limit("conversions", 60_000, dt.timedelta(minutes=10))
#: How exactly it is known when a door was last used.
_NOTED_EVERY = dt.timedelta(minutes=1)
#: The others are made by ourselves, one for each organisation.
_CAN_END = (API, SCRIPT, PIXEL)


class TooManyCallsError(Exception):
    """The door was used too often in the last minutes."""


@dataclass(frozen=True, slots=True)
class MadeDoor:
    """What is shown once. ``secret``: "" when calls need no signature."""

    door_id: int
    name: str
    token: str
    secret: str


def make_door(*, actor: Viewer, name: str, signed: bool, now: dt.datetime) -> MadeDoor:
    """A new door for servers, with its token and, if calls are to be signed, its secret."""
    token = new_token("stmc")
    digest = token_hash(token).hex()
    code = digest[: queries.CODE_LENGTH]
    secret = secrets.token_urlsafe(32) if signed else ""
    sealed = seal(secret, keys=installation_keys(), purpose=queries.purpose(code)) if signed else ""
    with transaction.atomic():
        made = Door.objects.create(
            organisation_id=actor.organisation_id, kind=API, name=name, code=code, token_hash=digest, secret=sealed,
            created_by_id=actor.person_id, created_at=now,
        )  # fmt: skip
        record(facts.DOOR_MADE, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now)
    return MadeDoor(made.id, name, token, secret)


def end_door(*, actor: Viewer, door_id: int, now: dt.datetime) -> bool:
    """Nothing comes through a server's or a site's door any more; what came stays counted.

    False when it was closed or is not there.
    """
    with transaction.atomic():
        ours = Door.objects.filter(organisation_id=actor.organisation_id, id=door_id, kind__in=_CAN_END, ended_at=None)
        # The secret goes: nobody needs it again.
        ended = ours.update(ended_at=now, secret="")
        if ended:
            record(facts.DOOR_ENDED, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now)
    return bool(ended)


def note_call(*, door: OpenDoor, now: dt.datetime) -> None:
    """Count a call. Raises TooManyCallsError."""
    if not take(CALLS, str(door.id), now=now):
        raise TooManyCallsError
    note_use(organisation_id=door.organisation_id, door_id=door.id, last=door.last_used_at, now=now)


def note_use(*, organisation_id: int, door_id: int, last: dt.datetime | None, now: dt.datetime) -> None:
    """Remember that something came through a door, to the minute. ``last``: when that was known of before."""
    if last is None or now - last >= _NOTED_EVERY:
        Door.objects.filter(organisation_id=organisation_id, id=door_id).update(last_used_at=now)


def take_in(*, door: OpenDoor, event: Event, now: dt.datetime) -> Recorded:
    """Take one event in, once. Raises an EventError."""
    return record_conversion(
        organisation_id=door.organisation_id,
        door_id=door.id,
        goal_key=event.goal,
        event_id=event.event_id,
        occurred_at=event.occurred_at or now,
        click_ids=event.click_ids,
        value=event.value,
        currency=event.currency,
        body=event.body,
        now=now,
    )


def take_back(*, door: OpenDoor, event_id: str, now: dt.datetime) -> bool:
    """An event of the door counts no more; its number stays taken. False if the door never took it."""
    return cancel_conversion(
        organisation_id=door.organisation_id, door_id=door.id, event_id=event_id, now=now
    )  # fmt: skip
