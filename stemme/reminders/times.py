"""From a day and an hour on somebody's own clock to a moment, and times to suggest. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

TOMORROW_AT = dt.time(8)
#: A reminder further away than this is a plan for which people have calendars.
FURTHEST = dt.timedelta(days=180)
#: A moment so near would be over before a mail is on its way.
NEAREST = dt.timedelta(minutes=5)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LocalMoment:
    """A moment as a clock in ``zone`` shows it. ``moved``: the hour that was asked for does not exist on that day."""

    at: dt.datetime
    moved: bool = False


def moment_of(day: dt.date, time: dt.time, zone: ZoneInfo) -> LocalMoment:
    """The moment at which a clock in this zone shows this day and time.

    In spring an hour is left out: what would lie in it is as much later as the clock was put forward. In autumn an
    hour comes twice: the first of the two is meant, as calendars understand it too (RFC 5545, 3.3.5).
    """
    wall = dt.datetime.combine(day, time.replace(tzinfo=None, fold=0))
    at = wall.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone)
    return LocalMoment(at, moved=at.replace(tzinfo=None) != wall)


def tomorrow(now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Tomorrow at eight, local."""
    return moment_of(now.astimezone(zone).date() + _DAY, TOMORROW_AT, zone).at


def next_time(hour: int, weekday: int | None, *, now: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The next time it is this hour on this weekday (0: Monday; None: on a working day), not within the hour."""
    today = now.astimezone(zone).date()
    for days in range(9):
        day = today + days * _DAY
        fits = day.weekday() == weekday if weekday is not None else day.weekday() < 5
        at = moment_of(day, dt.time(hour), zone).at
        if fits and at - now >= dt.timedelta(hours=1):
            return at
    raise ValueError(f"no such hour or weekday: {hour!r}, {weekday!r}")
