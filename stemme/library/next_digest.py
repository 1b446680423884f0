"""When a story should begin so that the next regular mail brings it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

#: So long before the mails leave is the story there, for whoever looks early.
BEFORE = dt.timedelta(minutes=15)


def start_for(digests: Iterable[dt.datetime], *, now: dt.datetime) -> dt.datetime | None:
    """The moment to begin at for the first digest that can still be caught; None when none is known.

    >>> at = dt.datetime(2026, 11, 24, 8, tzinfo=dt.UTC)
    >>> start_for([at], now=at - dt.timedelta(days=2)).isoformat()
    '2026-11-24T07:45:00+00:00'
    """
    return min((at - BEFORE for at in digests if at - BEFORE > now), default=None)
