"""Which month counts as "earlier". Pure."""

from __future__ import annotations

import datetime as dt

#: About half a year: long enough to have moved, short enough to remember.
EARLIEST = dt.timedelta(days=183)
#: A month that lies nearer says nothing yet.
NEAREST = dt.timedelta(days=28)


def month_of(day: dt.date) -> dt.date:
    """The first day of the day's month.

    >>> month_of(dt.date(2026, 11, 22))
    datetime.date(2026, 11, 1)
    """
    return day.replace(day=1)


def earlier_months(today: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last month of which the earliest with a place is the earlier one.

    >>> earlier_months(dt.date(2026, 11, 22))
    (datetime.date(2026, 5, 1), datetime.date(2026, 10, 1))
    """
    return month_of(today - EARLIEST), month_of(today - NEAREST)
