"""Reading facts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from stemme.journal.models import Cursor, Fact


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as others see it."""

    id: int
    organisation_id: int
    kind: str
    actor_id: int | None
    subject_id: int | None
    data: dict[str, Any]
    happened_at: dt.datetime


def cursor_position(name: str) -> int:
    """How far the reader has come; 0 at first."""
    return Cursor.objects.filter(name=name).values_list("position", flat=True).first() or 0


def facts_between(after: int, up_to: int, *, kinds: frozenset[str], limit: int) -> list[FactRow]:
    """Facts with ``after < id <= up_to`` of these kinds, oldest first, at most ``limit``."""
    rows = Fact.objects.filter(id__gt=after, id__lte=up_to, kind__in=kinds).order_by("id")[:limit]
    return [FactRow(r.id, r.organisation_id, r.kind, r.actor_id, r.subject_id, r.data, r.happened_at) for r in rows]
