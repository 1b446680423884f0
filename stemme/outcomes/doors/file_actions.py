"""Taking in what a file of outcomes says, in portions that may be repeated."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from stemme.jobs.actions import enqueue_once
from stemme.journal import facts
from stemme.journal.actions import record
from stemme.outcomes.actions.conversions import record_conversion
from stemme.outcomes.conversion_errors import EventError
from stemme.outcomes.doors.events import Event
from stemme.outcomes.doors.file_queries import file_code
from stemme.outcomes.doors.file_reading import Line
from stemme.outcomes.kinds import FILE
from stemme.outcomes.models import Door
from stemme.people.viewer import Viewer

#: So many lines are taken in while the person waits; more are left to the worker, in portions.
AT_ONCE, PORTION = 1_000, 500


def ensure_file_door(organisation_id: int, now: dt.datetime) -> int:
    """The organisation's door for files, made when the first one comes; its id."""
    found, _made = Door.objects.get_or_create(
        code=file_code(organisation_id),
        defaults={"organisation_id": organisation_id, "kind": FILE, "name": "file", "created_at": now},
    )
    return found.id


def import_lines(*, actor: Viewer, lines: Sequence[Line], task: Any, now: dt.datetime) -> bool:
    """Take in the lines that count; True when that is done, False when the worker goes on with it.

    ``task`` is outcomes.jobs.take_portion. Each event is taken once, so whoever does all of it again after a crash
    changes nothing that was done.
    """
    events = [line.event for line in lines if line.event]
    with transaction.atomic():
        door_id = ensure_file_door(actor.organisation_id, now)
        Door.objects.filter(organisation_id=actor.organisation_id, id=door_id).update(last_used_at=now)
        record(
            facts.OUTCOMES_IMPORTED, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now,
            rows=len(events),
        )  # fmt: skip
        if len(events) > AT_ONCE:
            for first in range(0, len(events), PORTION):
                portion = [_packed(event, now) for event in events[first : first + PORTION]]
                key = f"outcomes-file:{actor.organisation_id}:{_digest(events[first : first + PORTION])}"
                enqueue_once(task, key=key, organisation_id=actor.organisation_id, door_id=door_id, portion=portion)
            return False
    take_portion(actor.organisation_id, door_id, [_packed(event, now) for event in events], now=now)
    return True


def take_portion(organisation_id: int, door_id: int, portion: Iterable[Mapping[str, Any]], *, now: dt.datetime) -> int:
    """Take in packed events, each by itself; how many were new. What cannot be counted any more is left out."""
    states: Counter[str] = Counter()
    for one in portion:
        try:
            states[
                record_conversion(
                    organisation_id=organisation_id, door_id=door_id, goal_key=one["goal"], event_id=one["event_id"],
                    occurred_at=dt.datetime.fromisoformat(one["at"]), click_ids=one["clicks"],
                    value=None if one["value"] is None else Decimal(one["value"]), currency=one["currency"],
                    body=one["body"].encode(), now=now,
                ).state
            ] += 1  # fmt: skip
        except EventError:
            # The goal was put away between the look at the file and now; its lines count for nothing.
            continue
    return states["new"]


def _packed(event: Event, now: dt.datetime) -> dict[str, Any]:
    return {
        "goal": event.goal, "event_id": event.event_id, "at": (event.occurred_at or now).isoformat(),
        "clicks": list(event.click_ids), "value": None if event.value is None else str(event.value),
        "currency": event.currency, "body": event.body.decode(),
    }  # fmt: skip


def _digest(events: Iterable[Event]) -> str:
    said = hashlib.sha256()
    for event in events:
        said.update(event.event_id.encode() + b"\0" + event.body + b"\0")
    return said.hexdigest()[:32]
