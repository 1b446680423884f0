"""Reading goals."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from stemme.outcomes.crediting import Rules
from stemme.outcomes.models import Goal


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal as pages show it. ``value`` is that of one conversion; None if the events say it, or nobody did."""

    id: int
    key: str
    name: str
    kind: str
    department: str
    target: int | None
    per: str
    value: Decimal | None
    model: str
    window_days: int
    owner_id: int | None
    first_day: dt.date
    last_day: dt.date | None
    archived: bool


_COLUMNS = (
    "id", "key", "name", "kind", "department", "target", "per", "value", "model", "window_days", "owner_id",
    "first_day", "last_day", "archived_at",
)  # fmt: skip


def goals(organisation_id: int, *, on: dt.date | None = None) -> list[GoalRow]:
    """The organisation's goals by name; with ``on``, those that are neither archived nor over nor yet to begin then."""
    rows = Goal.objects.filter(organisation_id=organisation_id)
    if on is not None:
        rows = rows.filter(Q(last_day=None) | Q(last_day__gte=on), archived_at=None, first_day__lte=on)
    found = rows.order_by("name", "id").values(*_COLUMNS)
    return [_row(columns) for columns in found]


def goal(organisation_id: int, goal_id: int) -> GoalRow | None:
    """One goal, archived or not; None if the organisation has no such goal."""
    row = Goal.objects.filter(organisation_id=organisation_id, id=goal_id).values(*_COLUMNS).first()
    return _row(row) if row else None


def _row(columns: dict[str, Any]) -> GoalRow:
    archived_at = columns.pop("archived_at")
    return GoalRow(**columns, archived=archived_at is not None)


def rules_of(found: Goal) -> Rules:
    """What of the goal decides who is credited. Three queries."""
    return Rules(
        window_days=found.window_days,
        value=found.value,
        value_from_event=found.value_from_event,
        streams=frozenset(found.streams.values_list("id", flat=True)),
        campaigns=frozenset(found.campaigns.values_list("id", flat=True)),
        stories=frozenset(found.stories.values_list("id", flat=True)),
    )
