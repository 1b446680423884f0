"""When a reader's next mail comes: their rhythm, their clock and calendar, and what they had already. Pure.

One function answers both "who gets a digest now?" and "when is my next mail?": ``next_digest``.

A digest is *meant* for a regular day (``slot``), the weekday of the organisation or the reader's own. On a public
holiday, at a weekend or in quiet hours it moves to the first moment after at which mails go out. What could not go out
then (the server was away) is made up for on the same day or the next one on which mails go out, and after that left
out. Two that meet on one day are one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from stemme.mailings.open_hours import OpenHours

WEEKLY, TWICE, FORTNIGHTLY, MONTHLY, NEVER = RHYTHMS = ("weekly", "twice", "fortnightly", "monthly", "never")
#: A digest that is queued and could not go out within this time is dropped: yesterday's "good morning" helps nobody.
LATEST = dt.timedelta(hours=12)
#: The cap counts the mails of so many days.
CAP_DAYS = 7
_DAY = dt.timedelta(days=1)
#: A regular day moves by fewer days than this, however the holidays fall.
_MOST_MOVED = 12
#: How far ahead the next mail is looked for: longer than the longest break there can be.
_AHEAD = 430


@dataclass(frozen=True, slots=True)
class House:
    """What an organisation has set for its digests. Monday is weekday 0; the time is on each reader's own clock."""

    weekday: int
    #: For who reads twice a week; None: two days after the first, or before it late in the week.
    second_weekday: int | None
    hour: int
    minute: int
    hours: OpenHours = field(default_factory=OpenHours)
    #: Mails a person gets at most within seven days, whoever sends them.
    cap: int = 2
    #: Since when the organisation has it this way.
    since: dt.datetime | None = None

    @property
    def other_weekday(self) -> int:
        """The second weekday; never the first."""
        if self.second_weekday is not None and self.second_weekday != self.weekday:
            return self.second_weekday
        return self.weekday + 2 if self.weekday <= 2 else self.weekday - 2


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader chose; None: as the organisation has it."""

    every: str = WEEKLY
    weekday: int | None = None
    hour: int | None = None
    minute: int | None = None


@dataclass(frozen=True, slots=True)
class Chance:
    """A digest meant for ``slot``; it goes out on ``day`` and can be made up for until the day ``until``."""

    slot: dt.date
    day: dt.date
    time: dt.time
    until: dt.date


@dataclass(frozen=True, slots=True)
class Due:
    """The digest meant for ``slot`` leaves at ``at``, on the reader's clock."""

    slot: dt.date
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Past:
    """What somebody had: the last digest, the regular days that have one in the outbox, the days with any mail."""

    last: dt.date | None = None
    tried: frozenset[dt.date] = frozenset()
    days: tuple[dt.date, ...] = ()
    #: Since when all of this holds for them: what was due before is not made up for.
    since: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """When somebody wants nothing: weeks they keep quiet (first and last day), and the end of a break."""

    weeks: tuple[tuple[dt.date, dt.date], ...] = ()
    until: dt.date | None = None

    def covers(self, day: dt.date) -> bool:
        """Whether no mail may go out on this day."""
        return (self.until is not None and day < self.until) or any(first <= day <= last for first, last in self.weeks)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The organisation's rules, a reader's wish, and the clock and calendar they live by."""

    house: House
    wish: Wish
    zone: str
    country: str

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The weekdays a digest is meant for."""
        own = self.house.weekday if self.wish.weekday is None else self.wish.weekday
        if self.wish.every != TWICE:
            return (own,)
        return own, self.house.weekday if own == self.house.other_weekday else self.house.other_weekday

    @property
    def time(self) -> dt.time:
        """The time a digest is meant for."""
        if self.wish.hour is None:
            return dt.time(self.house.hour, self.house.minute)
        return dt.time(self.wish.hour, self.wish.minute or 0)

    def today(self, now: dt.datetime) -> dt.date:
        """The day where the reader is."""
        return now.astimezone(ZoneInfo(self.zone)).date()

    def moment(self, chance: Chance, day: dt.date) -> dt.datetime:
        """Its time on this day, in UTC: moments of one clock are compared by what the clock shows."""
        return dt.datetime.combine(day, chance.time, ZoneInfo(self.zone)).astimezone(dt.UTC)

    def leaves(self, chance: Chance, *, now: dt.datetime) -> Iterator[dt.datetime]:
        """When it can go out: on its day, or later on that day, or on the one day on which it is made up for."""
        for day in sorted({chance.day, chance.until}):
            at = max(self.moment(chance, day), now.astimezone(dt.UTC))
            leaving = self.house.hours.first_open(at, zone=self.zone, country=self.country)
            if leaving.date() == day:
                yield leaving


def next_digest(
    timetable: Timetable, past: Past, silence: Silence, *, now: dt.datetime, horizon: dt.date | None = None
) -> Due | None:
    """The next digest of a reader, if there is something for them then; None if they want none.

    With ``horizon``, only one that is meant for that day or earlier. It is to be sent now when its moment is not ahead.
    """
    if timetable.wish.every == NEVER:
        return None
    today = timetable.today(now)
    for chance in _chances(timetable, today):
        if horizon is not None and chance.day > horizon:
            return None
        if chance.slot in past.tried or not wants(timetable.wish.every, slot=chance.slot, last=past.last):
            continue
        # Neither a week kept quiet nor one before their time is made up for.
        if chance.until < today or silence.covers(chance.day):
            continue
        if past.since is not None and timetable.moment(chance, chance.day) < past.since:
            continue
        for leaving in timetable.leaves(chance, now=now):
            day = leaving.date()
            if not silence.covers(day) and has_room(day, past.days, cap=timetable.house.cap):
                return Due(chance.slot, leaving)
    return None


@lru_cache(maxsize=4096)
def slot_due(timetable: Timetable, now: dt.datetime) -> dt.date | None:
    """The regular day whose digest goes out now to whoever has this timetable, had no mail yet and wants them; None
    for none. It is the only one: what can be made up for ends where the next begins."""
    due = next_digest(timetable, Past(), Silence(), now=now, horizon=timetable.today(now))
    return due.slot if due is not None and due.at.astimezone(dt.UTC) <= now else None


@lru_cache(maxsize=2048)
def _chances(timetable: Timetable, today: dt.date) -> tuple[Chance, ...]:
    """What could go out from ``today`` on, the next one first. Of two that meet on one day the later stays."""
    hours, country = timetable.house.hours, timetable.country
    meant = (today + _DAY * n for n in range(-_MOST_MOVED, _AHEAD))
    placed = {}
    for slot in meant:
        if slot.weekday() in timetable.weekdays:
            day, time = hours.settled(slot, timetable.time, country)
            placed[day] = (slot, time)
    days = sorted(placed)
    return tuple(
        Chance(placed[day][0], day, placed[day][1], min(hours.next_open_day(day + _DAY, country), following - _DAY))
        for day, following in pairwise(days)
    )


def wants(every: str, *, slot: dt.date, last: dt.date | None) -> bool:
    """Whether a reader with this rhythm gets the digest meant for ``slot``, when the one before was for ``last``.

    Every second week means that a calendar week lies between two; monthly, the first digest of a calendar month that
    has something for this reader.
    """
    if every == NEVER or (last is not None and last >= slot):
        return False
    if last is None or every in {WEEKLY, TWICE}:
        return True
    if every == FORTNIGHTLY:
        return _week(slot) - _week(last) >= 2
    return (last.year, last.month) != (slot.year, slot.month)


def has_room(day: dt.date, days: Collection[dt.date], *, cap: int) -> bool:
    """Whether somebody who has mails on these days may get one more on ``day``: one a day, ``cap`` in seven days."""
    return day not in days and sum(abs((day - other).days) < CAP_DAYS for other in days) < cap


def _week(day: dt.date) -> int:
    """Weeks, from Monday on, since the year 1 began with a Monday."""
    return (day.toordinal() - 1) // 7
