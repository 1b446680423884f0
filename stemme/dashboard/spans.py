"""Which stretch of time a page shows, and what it is compared with. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.kit.periods import Period, last_days, month_of, month_start, quarter_of

#: For the overview. Taking part is counted by month, so nothing shorter is offered.
OVERVIEW = ("month", "running", "quarter")
#: For one's own impact, with the days; none is since ever.
IMPACT: dict[str, int | None] = {"30": 30, "84": 84, "all": None}


@dataclass(frozen=True, slots=True)
class Span:
    """What is shown: ``period`` (None: since ever) and the one before it (None: nothing to compare with)."""

    key: str
    period: Period | None
    before: Period | None


def overview_span(asked: str, today: dt.date) -> Span:
    """The last whole month (also for words we do not know), the running month, or the last whole quarter."""
    if asked == "running":
        month = month_of(today)
        return Span(asked, month, month.before())
    if asked == "quarter":
        quarter = quarter_of(quarter_of(today).first - dt.timedelta(days=1))
        return Span(asked, quarter, quarter_of(quarter.first - dt.timedelta(days=1)))
    month = month_of(month_start(today) - dt.timedelta(days=1))
    return Span("month", month, month.before())


def impact_span(asked: str, today: dt.date) -> Span:
    """The last 30 days (also for words we do not know), twelve weeks, or everything."""
    key = asked if asked in IMPACT else "30"
    days = IMPACT[key]
    if days is None:
        return Span(key, None, None)
    period = last_days(today, days)
    before = Period(period.first - dt.timedelta(days=days), period.first - dt.timedelta(days=1))
    return Span(key, period, before)


def whole_months(period: Period) -> Period:
    """The months a period lies in, from the first day of the first to the last day of the last."""
    return Period(month_start(period.first), month_of(period.last).last)


def change_in_percent(now: int, before: int) -> int | None:
    """How much more or less, in whole per cent of before; None when there was nothing to compare with."""
    return round(100 * (now - before) / before) if before else None
