"""How many took part so far and how many will have, over time: what the chart and its table show. Pure.

A wave that is expected comes in along the forecast's own curve (forecasting.come_by). Bounds of several waves are added
up, as if they all came out low or all high together: waves teach each other, so they are not independent, and the range
is rather too wide than too narrow.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from stemme.kit.periods import last_day_of_month, week_of
from stemme.waves.forecasting import TEMPOS, Expected, come_by

_WEEK = dt.timedelta(days=7)
_TEMPO = TEMPOS[len(TEMPOS) // 2]


@dataclass(frozen=True, slots=True)
class Part:
    """A wave: so many had taken part after each week since ``first_day``, and so many are expected at its end."""

    first_day: dt.date
    last_day: dt.date
    by_week: tuple[int, ...]
    expected: Expected


@dataclass(frozen=True, slots=True)
class Point:
    """People of all waves together on a day; what was counted has ``low`` and ``high`` alike."""

    day: dt.date
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Growth:
    """The past week by week up to today, and from today on what is expected."""

    counted: tuple[Point, ...]
    expected: tuple[Point, ...]

    @property
    def now(self) -> int:
        """How many by today."""
        return round(self.counted[-1].middle) if self.counted else 0

    def reached(self, people: float) -> dt.date | None:
        """The day by which so many are expected, or were there; None if that is not in sight."""
        return next((point.day for point in (*self.counted, *self.expected) if point.middle >= people), None)

    def by_month(self) -> list[Point]:
        """The last point of each month."""
        found: dict[tuple[int, int], Point] = {}
        for point in (*self.counted, *self.expected[1:]):
            found[point.day.year, point.day.month] = point
        return list(found.values())


def growth(parts: Sequence[Part], *, today: dt.date) -> Growth:
    """All waves together, from the first launch to the end of the last wave."""
    begun = [part for part in parts if part.by_week]
    counted = []
    if begun:
        monday = min(week_of(part.first_day).first for part in begun)
        while monday <= today:
            sunday = min(monday + 6 * _WEEK / 7, today)
            total = float(sum(_by(part, monday) for part in begun))
            counted.append(Point(sunday, total, total, total))
            monday += _WEEK
    start = counted[-1].middle if counted else 0.0
    expected = [Point(today, start, start, start)]
    end = max((part.last_day for part in parts), default=today)
    for day in _days(today, end):
        coming = [_expected(part, day, today) for part in parts]
        expected.append(Point(day, *(sum(values) for values in zip(*coming, strict=True))))
    return Growth(tuple(counted), tuple(expected) if end > today else ())


def _days(today: dt.date, end: dt.date) -> list[dt.date]:
    """Every week after today, the last of each month, and the end."""
    found = {end} if end > today else set()
    day = today + _WEEK
    while day < end:
        found |= {day, min(last_day_of_month(day), end)}
        day += _WEEK
    return sorted(found)


def _by(part: Part, monday: dt.date) -> int:
    weeks = (monday - week_of(part.first_day).first).days // 7
    return 0 if weeks < 0 else part.by_week[min(weeks, len(part.by_week) - 1)]


def _expected(part: Part, day: dt.date, today: dt.date) -> tuple[float, float, float]:
    """(low, middle, high) of one wave on a day after today."""
    taken = part.by_week[-1] if part.by_week else 0
    weeks = ((part.last_day - part.first_day).days + 1) / 7
    there = come_by(_since(part, today), weeks, _TEMPO) if part.by_week else 0.0
    then = come_by(_since(part, day), weeks, _TEMPO)
    gone = 1.0 if there >= 1 else (then - there) / (1 - there)
    known = part.expected
    return (
        taken + (known.low - taken) * gone,
        taken + (known.middle - taken) * gone,
        taken + (known.high - taken) * gone,
    )


def _since(part: Part, day: dt.date) -> float:
    return max(0.0, ((day - part.first_day).days + 1) / 7)
