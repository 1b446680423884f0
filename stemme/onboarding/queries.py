"""How far somebody is, for their own eyes only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.onboarding.models import Progress
from stemme.onboarding.steps import STEPS, next_step
from stemme.people.own_queries import joined_at
from stemme.people.viewer import Viewer

#: How long after joining the front door leads to the steps, once.
NEW_FOR = dt.timedelta(days=14)


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """``done``: keys of steps. ``begun``: something was pressed. ``over``: all done, or "enough of it"."""

    done: tuple[str, ...] = ()
    begun: bool = False
    over: bool = False

    @property
    def next(self) -> str | None:
        """The step to go on with; None when all are done."""
        return next_step(self.done)


def progress_of(viewer: Viewer) -> ProgressRow:
    """The viewer's progress. One query."""
    row = Progress.objects.filter(organisation_id=viewer.organisation_id, person_id=viewer.person_id).first()
    if row is None:
        return ProgressRow()
    return ProgressRow(tuple(step for step in STEPS if step in row.done), begun=True, over=row.finished_at is not None)


def steps_left(viewer: Viewer) -> tuple[int, int] | None:
    """``(done, all)`` of somebody who began and did not end; None for everybody else, who is not asked again."""
    row = progress_of(viewer)
    return (len(row.done), len(STEPS)) if row.begun and not row.over else None


def comes_first(viewer: Viewer, *, now: dt.datetime) -> bool:
    """True for who joined lately and has not pressed anything of the steps, "Later" included."""
    if progress_of(viewer).begun:
        return False
    joined = joined_at(viewer.person_id)
    return joined is not None and now - joined <= NEW_FOR
