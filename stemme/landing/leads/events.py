"""What a webhook is sent, and how long it is tried. Pure."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CONFIRMED, TEST = "lead.confirmed", "test"
#: Tried for so long, and at least so often: our own standstill is not the other side's fault.
TRIED_FOR = dt.timedelta(days=3)
LEAST_TRIES = 5
_LONGEST_PAUSE = dt.timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class ConfirmedLead:
    """What is told of a lead. ``answers`` by the question's key; ``goal``: what senders call it, "" without one."""

    id: int
    page: str
    language: str
    name: str
    email: str
    answers: Mapping[str, str]
    consent_version: int
    consent_words: str
    consented_at: dt.datetime
    confirmed_at: dt.datetime
    goal: str


def pause(attempts: int) -> dt.timedelta:
    """How long to wait after so many failed attempts: two minutes, four, eight …, never more than half a day.

    >>> [pause(n) for n in (1, 5, 50)]
    [datetime.timedelta(seconds=120), datetime.timedelta(seconds=1920), datetime.timedelta(seconds=43200)]
    """
    return min(dt.timedelta(minutes=2 ** min(attempts, 12)), _LONGEST_PAUSE)


def is_over(attempts: int, *, since: dt.datetime, due: dt.datetime) -> bool:
    """Whether it is given up instead of being tried once more at ``due``."""
    return attempts >= LEAST_TRIES and due > since + TRIED_FOR


def event_id(lead_id: int) -> str:
    """The same for every attempt and every webhook, so that receivers can drop what they have."""
    return f"lead-{lead_id}"


def body_of(lead: ConfirmedLead, *, event: str = CONFIRMED, id_: str = "") -> bytes:
    """The JSON document, as it is signed and sent. ``id_`` instead of the lead's own, for a test."""
    document: dict[str, Any] = {
        "id": id_ or event_id(lead.id),
        "event": event,
        "page": lead.page,
        "language": lead.language,
        "name": lead.name,
        "email": lead.email,
        "answers": dict(lead.answers),
        "consent": {"version": lead.consent_version, "words": lead.consent_words, "at": _moment(lead.consented_at)},
        "confirmed_at": _moment(lead.confirmed_at),
        "goal": lead.goal,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
