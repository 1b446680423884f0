"""What an agreement can open, and how far one has come. Pure: days are arguments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

#: The direct manager sees the scorecards of those who agree; a file for a performance system of those who agree.
SCORECARDS, PERFORMANCE_EXPORT = "scorecards", "performance_export"
LOCKS = (SCORECARDS, PERFORMANCE_EXPORT)

CLOSED, ASKED, REFUSED, AGREED, ANNOUNCED, OPEN = "closed", "asked", "refused", "agreed", "announced", "open"
#: Nothing comes after these; another agreement is asked for anew.
OVER = frozenset({CLOSED, REFUSED})
#: Somebody besides the one who asked said yes, and nobody closed it: everybody may know.
PUBLIC = frozenset({AGREED, ANNOUNCED, OPEN})


@dataclass(frozen=True, slots=True)
class Course:
    """How far an agreement has come. Days are those of the organisation's time zone; None: not yet."""

    notice_days: int
    agreed: bool | None = None
    announced_on: dt.date | None = None
    takes_effect_on: dt.date | None = None
    closed: bool = False


def effect_day(announced_on: dt.date, notice_days: int) -> dt.date:
    """The first day on which the lock is open: the whole period lies between.

    >>> effect_day(dt.date(2026, 11, 22), 42)
    datetime.date(2027, 1, 3)
    """
    return announced_on + dt.timedelta(days=notice_days)


def state_on(course: Course, day: dt.date) -> str:
    """The state on a day. What is stored as the day of effect never comes before the period is over.

    >>> told = Course(14, True, dt.date(2026, 11, 1), dt.date(2026, 11, 15))
    >>> state_on(told, dt.date(2026, 11, 14)), state_on(told, dt.date(2026, 11, 15))
    ('announced', 'open')
    """
    if course.agreed is False:
        return REFUSED
    if course.closed:
        return CLOSED
    if course.agreed is None:
        return ASKED
    if course.announced_on is None or course.takes_effect_on is None:
        return AGREED
    first = max(course.takes_effect_on, effect_day(course.announced_on, course.notice_days))
    return OPEN if day >= first else ANNOUNCED
