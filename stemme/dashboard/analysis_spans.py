"""Which stretch of time the link analysis shows. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from stemme.kit.periods import Period, last_day_of_month, month_of, month_start, quarter_of, year_of
from stemme.kit.spans import Span, span_of
from stemme.stats.buckets import EVER, MONTH
from stemme.stats.share_sums import ALWAYS, QUARTER, YEAR

#: Fixed stretches only, as in the overview (P-07).
KINDS: dict[str, Callable[[dt.date], Period]] = {MONTH: month_of, QUARTER: quarter_of, YEAR: year_of}


def analysis_span(asked: str, at: str, *, today: dt.date, began: dt.date | None) -> Span:
    """The month, quarter or year that ``at`` lies in, or everything since ``began``; usually a quarter."""
    if asked != ALWAYS:
        return span_of(asked, at, today=today, began=began, kinds=KINDS, usual_kind=QUARTER)
    whole = Period(month_start(min(began or today, today)), last_day_of_month(today))
    return Span(ALWAYS, whole, whole.before(), running=True, compared=False, earlier=None, later=None)


def stored_start(span: Span) -> dt.date:
    """The first day under which the stretch's sums are kept."""
    return EVER if span.key == ALWAYS else span.period.first
