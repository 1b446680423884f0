"""A score as it was: the same shares, so many days younger. Pure.

What came through the shares since is counted from the start, since clicks by day are kept for weeks only; so this is
what the score would have been, and a week's note, where there is one, says what it was.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from stemme.scores.formula import ScoredShare

#: So far back, in weeks: older shares have lost the name.
WEEKS = 52


def earlier(shares: Sequence[ScoredShare], *, days: float) -> list[ScoredShare]:
    """The shares that there were ``days`` ago, as old as they were then."""
    return [dataclasses.replace(share, age=share.age - days) for share in shares if share.age >= days]


def chosen_day(day: str, week: str, *, today: dt.date) -> dt.date:
    """The day somebody asks for, by ``day`` (2026-08-03) or by ``week`` (0 is a year ago, 52 is today).

    Today for nothing or nonsense; never later than today, nor earlier than a year ago.
    """
    first = today - dt.timedelta(weeks=WEEKS)
    try:
        asked = dt.date.fromisoformat(day) if day else first + dt.timedelta(weeks=int(week or WEEKS))
    except (ValueError, OverflowError):
        return today
    return min(max(asked, first), today)


def week_of_range(day: dt.date, *, today: dt.date) -> int:
    """Where the day lies on the slider of 0 to 52."""
    return WEEKS - round((today - day).days / 7)
