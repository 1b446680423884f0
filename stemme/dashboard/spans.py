"""Which stretch of time a page shows, and what it is compared with. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from stemme.kit.periods import Period, last_days, month_of, quarter_of, week_of
from stemme.kit.spans import Span, span_of

#: For the overview: fixed stretches only, so that nobody can cut a group out of two overlapping ones (P-07).
OVERVIEW: dict[str, Callable[[dt.date], Period]] = {"week": week_of, "month": month_of, "quarter": quarter_of}
#: For one's own impact, with the days; none is since ever.
IMPACT: dict[str, int | None] = {"30": 30, "84": 84, "all": None}
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwnSpan:
    """What one's own page shows: ``period`` (None: since ever) and the one before it (None: nothing before)."""

    key: str
    period: Period | None
    before: Period | None


def overview_span(asked: str, at: str, *, today: dt.date, began: dt.date | None) -> Span:
    """The week, month or quarter that ``at`` lies in; usually a month."""
    return span_of(asked, at, today=today, began=began, kinds=OVERVIEW, usual_kind="month")


def impact_span(asked: str, today: dt.date) -> OwnSpan:
    """The last 30 days (also for words we do not know), twelve weeks, or everything."""
    key = asked if asked in IMPACT else "30"
    days = IMPACT[key]
    if days is None:
        return OwnSpan(key, None, None)
    period = last_days(today, days)
    return OwnSpan(key, period, last_days(period.first - _DAY, days))


def change_in_percent(now: int, before: int) -> int | None:
    """How much more or less, in whole per cent of before; None when there was nothing to compare with."""
    return round(100 * (now - before) / before) if before else None
