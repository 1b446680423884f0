"""What runs by itself, and when. Pure.

Every slot of time has a name (``roll_up:2026-11-22T10:05:00Z``) that becomes the job's unique key. So any number of
schedulers may look at the clock; one job comes of it. A scheduler that slept does not catch up on slots it missed, and
a clock that jumps back meets keys that exist already.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Slot:
    """A task that runs every so many seconds, or once a local day from a time of day on (exactly one of the two)."""

    name: str
    #: Dotted path of the task; it is called without arguments.
    task: str
    every: int | None = None
    daily_at: dt.time | None = None
    zone: str = "UTC"
    priority: int = 0
    #: What makes it run at once, besides the clock: names of events, see ``actions.wake``.
    wakes_on: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if (self.every is None) == (self.daily_at is None):
            raise ValueError(f"{self.name}: say either every or daily_at")
        if self.every is not None and self.every < 1:
            raise ValueError(f"{self.name}: every is at least one second")

    def key_at(self, now: dt.datetime) -> str | None:
        """The name of the slot of time that ``now`` (aware) lies in; None before a day's time has come.

        A daily task whose time passed while nothing ran is due for the rest of that day.
        """
        if self.every is not None:
            beginning = int(now.timestamp()) // self.every * self.every
            return f"{self.name}:{dt.datetime.fromtimestamp(beginning, dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
        local = now.astimezone(ZoneInfo(self.zone))
        due = self.daily_at is not None and local.time() >= self.daily_at
        return f"{self.name}:{local.date().isoformat()}" if due else None


@dataclass(frozen=True, slots=True)
class Due:
    """A slot whose time has come, under its unique key."""

    key: str
    slot: Slot


def due_slots(now: dt.datetime, slots: Iterable[Slot]) -> list[Due]:
    """What should have been enqueued by now, once per key."""
    keyed = ((slot.key_at(now), slot) for slot in slots)
    return [Due(key, slot) for key, slot in keyed if key is not None]
