"""What is done because of a round: take it on, done, dropped, taken up again."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.lines import one_line
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.readiness.models import Round, Task
from stemme.readiness.statements import BY_KEY

DONE, DROPPED, AGAIN = "done", "dropped", "again"


def take_on(
    *,
    actor: Viewer,
    round_id: int,
    statement: str,
    text: str,
    owner_id: int | None,
    due_on: dt.date | None,
    now: dt.datetime,
) -> int:
    """Something to do because of this round; the id of the task.

    Raises ValueError without words, for a statement or a round that there is not, or for an owner from elsewhere.
    """
    line, ours = one_line(text, limit=300), actor.organisation_id
    if not line or (statement and statement not in BY_KEY):
        raise ValueError("a task says what is to be done")
    if owner_id is not None and people.person_card(ours, owner_id) is None:
        raise ValueError("the owner does not work here")
    with transaction.atomic():
        if not Round.objects.filter(id=round_id, organisation_id=ours).exists():
            raise ValueError("there is no such round")
        made = Task.objects.create(
            organisation_id=ours,
            round_id=round_id,
            statement=statement,
            text=line,
            owner_id=owner_id,
            due_on=due_on,
            made_at=now,
        )
        _note(facts.READINESS_TASK_MADE, actor, made.pk, now)
    return made.pk


def settle(*, actor: Viewer, task_id: int, how: str, now: dt.datetime) -> bool:
    """The task is done, is dropped, or is to be done again; False when it was so before. Raises ValueError."""
    if how not in (DONE, DROPPED, AGAIN):
        raise ValueError(f"a task cannot be {how}")
    with transaction.atomic():
        mine = Task.objects.filter(id=task_id, organisation_id=actor.organisation_id)
        if how == AGAIN:
            changed = mine.exclude(done_at=None, dropped_at=None).update(done_at=None, dropped_at=None)
        else:
            column = "done_at" if how == DONE else "dropped_at"
            changed = mine.filter(done_at=None, dropped_at=None).update(**{column: now})
        if changed:
            _note(facts.READINESS_TASK_SETTLED, actor, task_id, now)
    return bool(changed)


def _note(kind: str, actor: Viewer, task_id: int, now: dt.datetime) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=task_id)
