"""Which weeks, months and quarters there are figures of. Pure."""

from __future__ import annotations

import datetime as dt

from stemme.kit.periods import Period, month_of, month_start, pieces, quarter_of, week_of, year_of
from stemme.stats.buckets import MONTH, WEEK

__all__ = [
    "QUARTER", "YEAR", "Stretch", "before_of", "period_of", "pieces", "stretch_of", "stretches_of",
    "turnout_stretch_of", "turnout_stretches_of",
]  # fmt: skip

QUARTER, YEAR = "quarter", "year"
#: (grain, first day)
Stretch = tuple[str, dt.date]


def stretches_of(day: dt.date) -> tuple[Stretch, ...]:
    """The week, the month and the quarter of a day."""
    return (WEEK, week_of(day).first), (MONTH, month_start(day)), (QUARTER, quarter_of(day).first)


def period_of(stretch: Stretch) -> Period:
    """Its days."""
    grain, start = stretch
    return {WEEK: week_of, MONTH: month_of, QUARTER: quarter_of, YEAR: year_of}[grain](start)


def stretch_of(period: Period) -> Stretch | None:
    """The week, month or quarter that the period is; None when it is something else."""
    return next((s for s in stretches_of(period.first) if period_of(s) == period), None)


def turnout_stretches_of(day: dt.date) -> tuple[Stretch, ...]:
    """Those in which who took part is counted: the year as well."""
    return *stretches_of(day), (YEAR, year_of(day).first)


def turnout_stretch_of(period: Period) -> Stretch | None:
    """The one of them that the period is; None when it is something else."""
    return next((s for s in turnout_stretches_of(period.first) if period_of(s) == period), None)


def before_of(period: Period) -> Period:
    """The week, month, quarter or year before one; before anything else as many days."""
    stretch = turnout_stretch_of(period)
    return period_of((stretch[0], period.first - dt.timedelta(days=1))) if stretch else period.before()
