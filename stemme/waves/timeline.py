"""The waves as bars over months: places in per cent of the drawing. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemme.kit.periods import last_day_of_month, month_start

#: So many months are named above the bars; of more, every second or third.
MOST_NAMES = 12
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scale:
    """The days that a drawing covers, both included."""

    first: dt.date
    last: dt.date

    def at(self, day: dt.date) -> float:
        """Where a day begins, in per cent from the left; days outside lie on the edge."""
        whole = (self.last - self.first).days + 1
        return min(max((day - self.first).days / whole, 0.0), 1.0) * 100

    def months(self) -> list[dt.date]:
        """The first of each month."""
        found, month = [], month_start(self.first)
        while month <= self.last:
            found.append(month)
            month = last_day_of_month(month) + _DAY
        return found


@dataclass(frozen=True, slots=True)
class Mark:
    """A month or a day on the scale. ``named``: there is room for its name."""

    day: dt.date
    at: str
    named: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """A wave on the scale."""

    at: str
    width: str


def scale_of(days: Iterable[dt.date]) -> Scale:
    """Whole months that cover these days. Raises ValueError without a day."""
    there = list(days)
    return Scale(month_start(min(there)), last_day_of_month(max(there)))


def month_marks(scale: Scale) -> list[Mark]:
    """Each month of the scale."""
    months = scale.months()
    every = -(-len(months) // MOST_NAMES)
    return [Mark(month, percent(scale.at(month)), number % every == 0) for number, month in enumerate(months)]


def day_marks(scale: Scale, days: Sequence[dt.date]) -> list[Mark]:
    """These days, as far as they lie on the scale."""
    return [Mark(day, percent(scale.at(day))) for day in days if scale.first <= day <= scale.last]


def bar(scale: Scale, first: dt.date, last: dt.date) -> Bar:
    """A wave from its first day to the end of its last."""
    begins, ends = scale.at(first), scale.at(last + _DAY)
    return Bar(percent(begins), percent(max(1.0, ends - begins)))


def percent(number: float) -> str:
    """As an attribute of a drawing.

    >>> percent(33.3333), percent(50)
    ('33.33%', '50%')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".") + "%"
