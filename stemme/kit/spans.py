"""Which fixed stretch of time a page of figures shows, and what it is compared with. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stemme.kit.periods import Period

_DAY = dt.timedelta(days=1)


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


def span_of(
    asked: str,
    at: str,
    *,
    today: dt.date,
    began: dt.date | None,
    kinds: Mapping[str, Callable[[dt.date], Period]],
    usual_kind: str,
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
