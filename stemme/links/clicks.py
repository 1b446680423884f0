"""A click, as it waits in the inbox and as it is kept after the roll-up. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A click as it was answered. ``at`` is milliseconds since 1970, UTC; ``visitor`` and ``place`` are None for
    "do not track"."""

    id: int
    organisation_id: int
    link_id: int
    at: int
    hit: str
    reason: str
    visitor: int | None
    referrer: str
    place: int | None = None


@dataclass(frozen=True, slots=True)
class KeptClick:
    """A click after the roll-up, with what it was counted for (``new_for``: bits of stats/buckets.py)."""

    organisation_id: int
    inbox_id: int
    link_id: int
    story_id: int
    person_id: int | None
    team_id: int | None
    channel: str
    day: dt.date
    at: int
    hit: str
    reason: str
    visitor: int | None
    referrer: str
    new_for: int = 0
    place: int | None = None
