"""Which weeks, months and quarters there are figures of. Pure."""

from __future__ import annotations

import datetime as dt

from stemme.kit.periods import Period, last_day_of_month, month_of, month_start, quarter_of, week_of
from stemme.stats.buckets import DAY, MONTH, WEEK

QUARTER = "quarter"
#: (grain, first day)
Stretch = tuple[str, dt.date]
_DAY = dt.timedelta(days=1)


def stretches_of(day: dt.date) -> tuple[Stretch, ...]:
    """The week, the month and the quarter of a day."""
    return (WEEK, week_of(day).first), (MONTH, month_start(day)), (QUARTER, quarter_of(day).first)


def period_of(stretch: Stretch) -> Period:
    """Its days."""
    grain, start = stretch
    return {WEEK: week_of, MONTH: month_of, QUARTER: quarter_of}[grain](start)


def stretch_of(period: Period) -> Stretch | None:
    """The week, month or quarter that the period is; None when it is something else."""
    return next((s for s in stretches_of(period.first) if period_of(s) == period), None)


def pieces(period: Period) -> list[tuple[str, Period]]:
    """The period as whole months, with days before and behind: (grain, period) each, so that few rows are read."""
    first = period.first if period.first.day == 1 else last_day_of_month(period.first) + _DAY
    last = period.last if period.last == last_day_of_month(period.last) else month_start(period.last) - _DAY
    if last < first:
        return [(DAY, period)]
    found = [(DAY, Period(period.first, first - _DAY))] if period.first < first else []
    found.append((MONTH, Period(first, last)))
    return [*found, (DAY, Period(last + _DAY, period.last))] if last < period.last else found
