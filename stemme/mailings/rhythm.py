"""When a digest is due and for whom. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

WEEKLY, MONTHLY, NEVER = "weekly", "monthly", "never"
#: A digest that could not go out within this time is dropped: yesterday's "good morning" helps nobody.
LATEST = dt.timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class DigestTime:
    """An organisation's hour for digests. Monday is weekday 0."""

    zone: str
    weekday: int
    hour: int
    minute: int

    def due_on(self, now: dt.datetime) -> dt.date | None:
        """The local day whose digest should be on its way at ``now``; None outside the twelve hours after its time."""
        local = now.astimezone(ZoneInfo(self.zone))
        for day in (local.date(), local.date() - dt.timedelta(days=1)):
            if day.weekday() == self.weekday and dt.timedelta() <= now - self._at(day) < LATEST:
                return day
        return None

    def next_after(self, now: dt.datetime, *, not_before: dt.date | None = None) -> dt.datetime:
        """The next time for a digest, local; from the day ``not_before`` on, if given."""
        first = max(now.astimezone(ZoneInfo(self.zone)).date(), not_before or dt.date.min)
        days = (first + dt.timedelta(days=n) for n in range(15))
        return next(self._at(day) for day in days if day.weekday() == self.weekday and self._at(day) > now)

    def _at(self, day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(self.hour, self.minute), ZoneInfo(self.zone))


def wants(every: str, *, day: dt.date, last: dt.date | None) -> bool:
    """Whether a reader with this rhythm gets the digest of ``day``, when the one before was planned for ``last``.

    Monthly means the first digest of a calendar month that has something for this reader.
    """
    if every == NEVER or (last is not None and last >= day):
        return False
    return every == WEEKLY or last is None or (last.year, last.month) != (day.year, day.month)


def first_day_of_next_month(day: dt.date) -> dt.date:
    """From here on a monthly reader who has had this month's digest may get the next one."""
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
