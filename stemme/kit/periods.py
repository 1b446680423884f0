"""Stretches of days in an organisation's own time zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

_ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends before it begins")

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.last - self.first).days + 1

    def before(self) -> Period:
        """The period of the same kind just before: the month before a whole month, else as many days."""
        if self.first.day == 1 and self.last == last_day_of_month(self.first):
            return month_of(self.first - dt.timedelta(days=1))
        return Period(self.first - dt.timedelta(days=self.days), self.first - dt.timedelta(days=1))

    def __iter__(self) -> Iterator[dt.date]:
        return (self.first + dt.timedelta(days=n) for n in range(self.days))

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last


def local_day(moment: dt.datetime, timezone: str) -> dt.date:
    """The calendar day of an aware moment in a time zone."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """The moment at which the day begins in a time zone."""
    return dt.datetime.combine(day, dt.time(), tzinfo=zone)


def month_start(day: dt.date) -> dt.date:
    """The first of the day's month."""
    return day.replace(day=1)


def last_day_of_month(day: dt.date) -> dt.date:
    """The last of the day's month."""
    return (day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def month_of(day: dt.date) -> Period:
    """The whole month a day lies in."""
    return Period(month_start(day), last_day_of_month(day))


def week_of(day: dt.date) -> Period:
    """The ISO week (Monday to Sunday) a day lies in."""
    monday = day - dt.timedelta(days=day.weekday())
    return Period(monday, monday + dt.timedelta(days=6))


def quarter_of(day: dt.date) -> Period:
    """The calendar quarter a day lies in."""
    first = day.replace(month=day.month - (day.month - 1) % 3, day=1)
    return Period(first, last_day_of_month(first.replace(month=first.month + 2)))


def year_of(day: dt.date) -> Period:
    """The calendar year a day lies in."""
    return Period(day.replace(month=1, day=1), day.replace(month=12, day=31))


def last_days(today: dt.date, count: int) -> Period:
    """The last ``count`` days, today included."""
    return Period(today - dt.timedelta(days=count - 1), today)


def pieces(period: Period) -> list[tuple[str, Period]]:
    """The period as whole months, with days before and behind: (grain, period) each, so that few rows are read."""
    first = period.first if period.first.day == 1 else last_day_of_month(period.first) + _ONE_DAY
    last = period.last if period.last == last_day_of_month(period.last) else month_start(period.last) - _ONE_DAY
    if last < first:
        return [("day", period)]
    found = [("day", Period(period.first, first - _ONE_DAY))] if period.first < first else []
    found.append(("month", Period(first, last)))
    return [*found, ("day", Period(last + _ONE_DAY, period.last))] if last < period.last else found
