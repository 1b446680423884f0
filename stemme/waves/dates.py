"""When waves begin and end: never on a day off, and with the quiet weeks in sight. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.mailings.days_off import holidays_of, is_day_off

#: Weeks in which people are away and few take part (research/algorithms.md 6, seasonality): July and the first half of
#: August, and from shortly before Christmas to Twelfth Night. (month, day) of the first and the last day.
SUMMER, WINTER = "summer", "winter"
_SUMMER = ((7, 1), (8, 15))
_WINTER = ((12, 20), (1, 6))
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a wave, both included."""

    first: dt.date
    last: dt.date


def opening_day(day: dt.date, country: str) -> dt.date:
    """The day itself, or the next on which people work: no weekend and no public holiday of the country.

    >>> opening_day(dt.date(2026, 12, 25), "no")
    datetime.date(2026, 12, 28)
    """
    while is_day_off(day, country, weekends=False):
        day += _DAY
    return day


def spans(first_day: dt.date, weeks: int, number: int, country: str) -> list[Span]:
    """The days of ``number`` waves of ``weeks`` each, one after the other. A wave goes on until the next begins."""
    begins = [opening_day(first_day + wave * weeks * 7 * _DAY, country) for wave in range(number + 1)]
    return [Span(first, begins[wave + 1] - _DAY) for wave, first in enumerate(begins[:-1])]


def quiet_in(first: dt.date, last: dt.date) -> list[str]:
    """Which quiet times a stretch of days touches.

    >>> quiet_in(dt.date(2026, 11, 20), dt.date(2027, 1, 14)), quiet_in(dt.date(2026, 9, 1), dt.date(2026, 10, 26))
    (['winter'], [])
    """
    found = []
    for year in range(first.year - 1, last.year + 1):
        for name, ((month, day), (last_month, last_day)) in ((SUMMER, _SUMMER), (WINTER, _WINTER)):
            begins = dt.date(year, month, day)
            ends = dt.date(year + (last_month < month), last_month, last_day)
            if begins <= last and ends >= first and name not in found:
                found.append(name)
    return found


def days_off_in(first: dt.date, last: dt.date, country: str) -> list[dt.date]:
    """The public holidays between two days that fall on a working day."""
    years = range(first.year, last.year + 1)
    return sorted(
        day for year in years for day in holidays_of(country, year) if first <= day <= last and day.weekday() < 5
    )
