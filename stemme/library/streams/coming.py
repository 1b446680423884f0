"""What comes on the next working days: beginnings, ends, digests, embargoes, looks that are waited for. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

LIVE, DIGEST, EMBARGO, LOOK, END = "live", "digest", "embargo", "look", "end"
DAYS = 7
#: A day names so many events; how many more there are stands below.
MOST = 4
_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Planned:
    """A story with the moments that matter here. ``asked``: somebody's look is waited for."""

    id: int
    title: str
    language: str
    starts_at: dt.datetime | None = None
    embargo_until: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens. ``at``: None when the whole day is meant. Without a story: a digest with what is live."""

    kind: str
    at: dt.datetime | None
    story: Planned | None


@dataclass(frozen=True, slots=True)
class Day:
    """A working day. What happens on days off before it stands on it, with its own date."""

    day: dt.date
    events: tuple[Event, ...]
    #: How many more there are than stand here.
    more: int


def working_days(today: dt.date, days_off: Collection[dt.date], number: int = DAYS) -> tuple[dt.date, ...]:
    """Today, whatever day it is, and the working days after it, ``number`` in all."""
    found, day = [today], today
    while len(found) < number:
        day += _DAY
        if day.weekday() < _SATURDAY and day not in days_off:
            found.append(day)
    return tuple(found)


def coming(
    stories: Iterable[Planned], days: Sequence[dt.date], *, digests: Sequence[dt.datetime], zone: dt.tzinfo
) -> list[Day]:
    """The events of each day, in their order.

    A story that begins on the day of a digest, in time for it, comes with the digest; every digest is named, also one
    without a new story. A look that is waited for stands on the first day.
    """
    on: dict[dt.date, list[Event]] = {day: [] for day in days}
    carried = set()
    for story in stories:
        for event in _events(story, digests, zone):
            day = next((d for d in days if event.at is None or event.at.astimezone(zone).date() <= d), None)
            if day is not None and (event.at is None or event.at.astimezone(zone).date() >= days[0]):
                on[day].append(event)
                carried |= {event.at} if event.kind == DIGEST else set()
    for digest in digests:
        day = digest.astimezone(zone).date()
        if digest not in carried and day in on:
            on[day].append(Event(DIGEST, digest, None))
    return [_day(day, events) for day, events in on.items()]


def _events(story: Planned, digests: Sequence[dt.datetime], zone: dt.tzinfo) -> list[Event]:
    found = []
    if story.asked:
        found.append(Event(LOOK, None, story))
    if story.starts_at is not None:
        day = story.starts_at.astimezone(zone).date()
        digest = next((d for d in digests if d.astimezone(zone).date() == day and d >= story.starts_at), None)
        found.append(Event(DIGEST, digest, story) if digest else Event(LIVE, story.starts_at, story))
    if story.embargo_until is not None:
        found.append(Event(EMBARGO, story.embargo_until, story))
    if story.ends_at is not None:
        # It ends with a day: the moment after belongs to the next one.
        found.append(Event(END, story.ends_at - dt.timedelta(microseconds=1), story))
    return found


def _day(day: dt.date, events: list[Event]) -> Day:
    earliest = dt.datetime.min.replace(tzinfo=dt.UTC)
    ordered = sorted(events, key=lambda event: (event.at or earliest, event.kind, event.story.id if event.story else 0))
    shown = ordered if len(ordered) <= MOST + 1 else ordered[:MOST]
    return Day(day, tuple(shown), len(ordered) - len(shown))
