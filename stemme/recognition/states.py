"""What state a challenge is in, and which days it has. Pure."""

from __future__ import annotations

import datetime as dt

from stemme.kit.periods import Period, last_day_of_month, month_start

PLANNED, RUNNING, OVER, CALLED_OFF = "planned", "running", "over", "called_off"
#: A challenge lasts one to so many whole months: figures of groups are kept by months (security.md P-07).
LONGEST = 3
#: The last day is counted until so many days later; then the results are frozen.
SETTLING = dt.timedelta(days=2)


def state_of(period: Period, *, today: dt.date, called_off: bool) -> str:
    """Planned before the first day, over after the last."""
    if called_off:
        return CALLED_OFF
    if today < period.first:
        return PLANNED
    return RUNNING if today <= period.last else OVER


def whole_months(first: dt.date, months: int) -> Period:
    """From the first of this month for so many months. Raises ValueError for less than one or more than three."""
    if not 1 <= months <= LONGEST:
        raise ValueError(f"a challenge lasts one to {LONGEST} months")
    last = last_day_of_month(first)
    for _ in range(months - 1):
        last = last_day_of_month(last + dt.timedelta(days=1))
    return Period(month_start(first), last)


def may_freeze(period: Period, *, today: dt.date) -> bool:
    """Whether nothing that happened in the period can still arrive."""
    return today > period.last + SETTLING
