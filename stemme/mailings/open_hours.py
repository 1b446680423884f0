"""When mails may leave, by the reader's own clock and calendar. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from stemme.mailings.days_off import is_day_off

_DAY = dt.timedelta(days=1)
_HOURS = 24
#: More days off than this in a row there are nowhere.
_MOST_DAYS_OFF = 31
#: A run of the sender takes some minutes: what is not on its way by then waits until the quiet hours are over.
BEFORE_QUIET = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class OpenHours:
    """An organisation's quiet hours, and whether mails go out at weekends. Never on the reader's public holidays.

    From ``quiet_from`` until ``quiet_until`` nothing goes out, over midnight if the first is the later; the same hour
    twice means that no hour is quiet.
    """

    quiet_from: int = 19
    quiet_until: int = 7
    weekends: bool = False

    def is_quiet(self, hour: int) -> bool:
        """Whether this hour of the day is quiet."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until

    @property
    def openings(self) -> tuple[int, ...]:
        """The hours of a day with which a stretch begins that is not quiet; midnight begins one, if it is not."""
        return tuple(h for h in range(_HOURS) if not self.is_quiet(h) and (h == 0 or self.is_quiet(h - 1)))

    def is_open_day(self, day: dt.date, country: str) -> bool:
        """Whether mails go out on this day at all."""
        return not is_day_off(day, country, weekends=self.weekends)

    def next_open_day(self, day: dt.date, country: str) -> dt.date:
        """``day`` itself, or the first one after it, on which mails go out."""
        days = (day + _DAY * n for n in range(_MOST_DAYS_OFF))
        return next(ahead for ahead in days if self.is_open_day(ahead, country))

    def settled(self, day: dt.date, time: dt.time, country: str) -> tuple[dt.date, dt.time]:
        """Where a mail meant for this day and time goes: after quiet hours, and on the next day that is no day off."""
        if self._is_shut(time):
            later = [hour for hour in self.openings if hour > time.hour]
            day, time = (day, dt.time(later[0])) if later else (day + _DAY, dt.time(self.openings[0]))
        return self.next_open_day(day, country), time

    def first_open(self, at: dt.datetime, *, zone: str, country: str) -> dt.datetime:
        """The moment ``at``, or the first one after it at which a mail may leave; on the reader's clock."""
        clock = ZoneInfo(zone)
        local = at.astimezone(clock)
        if self.is_open(local, country):
            return local
        for ahead in range(_MOST_DAYS_OFF):
            day = local.date() + _DAY * ahead
            if not self.is_open_day(day, country):
                continue
            for hour in self.openings:
                start = dt.datetime.combine(day, dt.time(hour), clock)
                # Compared in UTC: two moments on one clock would be compared by what the clock shows.
                if start.astimezone(dt.UTC) > at.astimezone(dt.UTC):
                    return start
        raise AssertionError("no country is off for a month")

    def is_open(self, local: dt.datetime, country: str) -> bool:
        """Whether a mail may leave at this moment, which is on the reader's clock."""
        return self.is_open_day(local.date(), country) and not self._is_shut(local.time())

    def _is_shut(self, time: dt.time) -> bool:
        """Quiet now or within minutes."""
        soon = (dt.datetime.combine(dt.date(2000, 1, 1), time) + BEFORE_QUIET).hour
        return self.is_quiet(time.hour) or self.is_quiet(soon)
