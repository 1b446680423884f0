"""Which stretch of time a page shows, and what it is compared with. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stemme.kit.periods import Period, last_days, month_of, quarter_of, week_of

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


@dataclass(frozen=True, slots=True)
class Span:
    """A week, month or quarter and the one before it.

    ``running``: it is not over. ``compared``: it is over and there were figures before. ``earlier`` and ``later`` are
    first days of the stretches one can go to.
    """

    key: str
    period: Period
    before: Period
    running: bool
    compared: bool
    earlier: dt.date | None
    later: dt.date | None


def overview_span(
    asked: str,
    at: str,
    *,
    today: dt.date,
    began: dt.date | None,
    kinds: Mapping[str, Callable[[dt.date], Period]] = OVERVIEW,
    usual_kind: str = "month",
) -> Span:
    """The stretch that ``at`` (an ISO date) lies in; without one the last that is over and has figures.

    ``began`` is the first day with figures. Words we do not know give the usual kind; days in the future the running
    stretch.
    """
    key = asked if asked in kinds else usual_kind
    of = kinds[key]
    running = of(today)
    last = of(running.first - _DAY)
    usual = last if began and began <= last.last else running
    period = of(min(day, today)) if (day := _day(at)) else usual
    before = of(period.first - _DAY)
    known = began is not None and began <= before.last
    return Span(
        key=key,
        period=period,
        before=before,
        running=period == running,
        compared=known and period != running,
        earlier=before.first if known else None,
        later=period.last + _DAY if period != running else None,
    )


def _day(written: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(written)
    except ValueError:
        return None
    return day if day.year >= 2000 else None


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
