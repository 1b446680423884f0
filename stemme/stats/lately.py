"""Counting what happened so that what happened lately counts more. Pure.

Each event adds 2^(t/half-life) to a sum, t in days since a fixed day. Nothing has to be counted anew as time goes by:
the sum times 2^(-now/half-life) is what the events weigh now, each half as much for every half-life that has passed.
"""

from __future__ import annotations

import datetime as dt

#: Half of showing and sharing a story is left after so many days. The sums in the tables are made with it: a change
#: needs a migration that counts them anew.
HALF_LIFE_DAYS = 14.0
#: Sums stay far below what a float holds until the year 2060.
_FIRST = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
_DAY = dt.timedelta(days=1)


def weight(at: dt.datetime) -> float:
    """What an event at this moment adds to a sum.

    >>> weight(dt.datetime(2026, 1, 15, tzinfo=dt.UTC)) / weight(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    2.0
    """
    return float(2 ** ((at - _FIRST) / _DAY / HALF_LIFE_DAYS))


def weighed(total: float, *, now: dt.datetime) -> float:
    """What a sum of such events is now, in events of this moment."""
    return total / weight(now)
