"""Which letter a lead gets next, and when. Pure.

The first is due so many days after the confirmation, each later one so many days after the one before it left. So two
never leave on one day because something was out of order, unless somebody wants no day between them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from stemme.followups.states import ENDS_IT, OPEN

MOST_STEPS = 5
MOST_DAYS = 90
#: A letter later than this is not sent any more: what was meant for the week before last is no follow-up.
LATEST = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Planned:
    """A step of the sequence, in its order."""

    id: int
    after_days: int


@dataclass(frozen=True, slots=True)
class Past:
    """A letter that a lead has got, or waits for. ``at``: when its state changed last."""

    step_id: int
    state: str
    at: dt.datetime


def next_letter(
    steps: Sequence[Planned], past: Collection[Past], *, confirmed_at: dt.datetime, now: dt.datetime
) -> tuple[int, dt.datetime] | None:
    """The next step's id and when it is due; None when one is under way, all are over, or it would be too late.

    A step that was put before one the lead has had is not made up for.
    """
    if any(letter.state in OPEN or letter.state in ENDS_IT for letter in past):
        return None
    had = {letter.step_id for letter in past}
    last = max((place for place, step in enumerate(steps) if step.id in had), default=-1)
    if last + 1 >= len(steps):
        return None
    step = steps[last + 1]
    since = max([confirmed_at, *(letter.at for letter in past)])
    due = since + dt.timedelta(days=step.after_days)
    return (step.id, due) if due >= now - LATEST else None


def looked_back(steps: Sequence[Planned]) -> dt.timedelta:
    """Nobody who confirmed longer ago than this can still be in the sequence: all its days, and room for each step."""
    return sum((dt.timedelta(days=step.after_days) + 2 * LATEST for step in steps), LATEST)
