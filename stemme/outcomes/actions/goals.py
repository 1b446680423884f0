"""Making, changing and putting away goals."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.outcomes.actions.tallies import recount
from stemme.outcomes.goal_queries import PLAIN, TIED, GoalChoice, choice_of
from stemme.outcomes.models import Goal
from stemme.people.viewer import Viewer


class KeyTakenError(ValueError):
    """Another goal of the organisation has this key."""


#: What decides who is credited and with how much: its change counts everything again. Not the model: all five are kept.
_COUNTED = {"first_day", "last_day", "value", "value_from_event", "window_days", *TIED}


def make_goal(*, actor: Viewer, choice: GoalChoice, now: dt.datetime) -> int:
    """A new goal; its id. Raises KeyTakenError."""
    try:
        with transaction.atomic():
            goal = Goal(organisation_id=actor.organisation_id, created_by_id=actor.person_id, created_at=now)
            _write(goal, choice)
            record(
                facts.GOAL_MADE, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now,
                subject_id=goal.id,
            )  # fmt: skip
    except IntegrityError as error:
        raise KeyTakenError(choice.key) from error
    return goal.id


def change_goal(*, actor: Viewer, goal_id: int, choice: GoalChoice, now: dt.datetime) -> None:
    """Change a goal. What was counted is counted again by its new rules, within a minute. Raises KeyTakenError."""
    try:
        with transaction.atomic():
            goal = Goal.objects.select_for_update().get(organisation_id=actor.organisation_id, id=goal_id)
            before = choice_of(goal)
            changed = [name for name in (*PLAIN, *TIED) if getattr(before, name) != _plain(getattr(choice, name))]
            if not changed:
                return
            _write(goal, choice)
            record(
                facts.GOAL_CHANGED, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now,
                subject_id=goal.id, fields=sorted(changed),
            )  # fmt: skip
            if _COUNTED & set(changed):
                recount(organisation_id=actor.organisation_id, goal_id=goal.id)
    except IntegrityError as error:
        raise KeyTakenError(choice.key) from error


def put_away(*, actor: Viewer, goal_id: int, away: bool, now: dt.datetime) -> None:
    """Put a goal away: its doors are closed, what it counted stays. Or bring it back."""
    with transaction.atomic():
        rows = Goal.objects.filter(organisation_id=actor.organisation_id, id=goal_id, archived_at__isnull=away)
        if rows.update(archived_at=now if away else None):
            record(
                facts.GOAL_ARCHIVED if away else facts.GOAL_BROUGHT_BACK, organisation_id=actor.organisation_id,
                actor_id=actor.person_id, at=now, subject_id=goal_id,
            )  # fmt: skip


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, list | tuple | set | frozenset) else value


def _write(goal: Goal, choice: GoalChoice) -> None:
    for name in PLAIN:
        setattr(goal, name, getattr(choice, name))
    goal.save()
    for name in TIED:
        getattr(goal, name).set(getattr(choice, name))
