"""Reading the check-lists of waves. A line of ours is there without a row until somebody touches it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from stemme.waves.checks import OURS, Line, due_day, in_order
from stemme.waves.models import Check


def lists_of(organisation_id: int, first_days: Mapping[int, dt.date]) -> dict[int, list[Line]]:
    """The check-lists of these waves (id → first day). One query."""
    rows = Check.objects.filter(wave_id__in=list(first_days), wave__plan__organisation_id=organisation_id)
    found: dict[int, list[Line]] = {wave: [] for wave in first_days}
    for row in rows.select_related("owner"):
        found[row.wave_id].append(_line(row, first_days[row.wave_id]))
    for wave, lines in found.items():
        there = {line.key for line in lines}
        missing = [Line(key, key, "", due_day(key, first_days[wave]), False, "") for key in OURS if key not in there]
        found[wave] = in_order(lines + missing)
    return found


def done_of(lines: list[Line]) -> int:
    """How many lines are done."""
    return sum(line.done for line in lines)


def _line(row: Check, first_day: dt.date) -> Line:
    due = row.due_on or (due_day(row.key, first_day) if row.key in OURS else first_day)
    name = row.key or f"own-{row.pk}"
    owner = row.owner
    return Line(
        name=name,
        key=row.key,
        text=row.text,
        due_on=due,
        done=row.done_at is not None,
        note=row.note,
        owner_id=row.owner_id,
        owner_name=owner.name if owner else "",
        owner_initials=owner.initials if owner else "",
    )
