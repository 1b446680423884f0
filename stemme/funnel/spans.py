"""Which stretch of time the funnel shows. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from stemme.kit.periods import Period, month_of, quarter_of, year_of
from stemme.kit.spans import Span, span_of

#: Fixed stretches only, so that nobody can cut a group out of two overlapping ones (P-07).
KINDS: dict[str, Callable[[dt.date], Period]] = {"month": month_of, "quarter": quarter_of, "year": year_of}


def funnel_span(asked: str, at: str, *, today: dt.date, began: dt.date | None) -> Span:
    """The month, quarter or year that ``at`` lies in; usually the last month that is over."""
    return span_of(asked, at, today=today, began=began, kinds=KINDS, usual_kind="month")


def share_of_target(per: str, kind: str) -> float | None:
    """How many of a goal's targets fit in a stretch; None where the target is for something longer or for the whole."""
    months = {"month": 1, "quarter": 3, "year": 12}
    if per not in months or months[per] > months[kind]:
        return None
    return months[kind] / months[per]
