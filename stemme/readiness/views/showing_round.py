"""What the page of a round shows, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stemme.people.viewer import Viewer
from stemme.readiness import drawing, scoring, wording
from stemme.readiness.round_queries import ClosedRound, Differing, RoleRow, TaskLine
from stemme.readiness.scoring import Numbers
from stemme.readiness.statements import BY_KEY, DIMENSIONS
from stemme.ui.charts import share_width


def history(rounds: Sequence[ClosedRound], shown: ClosedRound | None) -> list[dict[str, Any]]:
    """All rounds that are over, for the table."""
    return [
        {
            "round": row,
            "stage": _stage(row.numbers),
            "mean": row.numbers.mean if row.numbers else None,
            "minimum": row.numbers.minimum if row.numbers else None,
            "current": row is shown,
        }
        for row in rounds
    ]


def context(
    viewer: Viewer, shown: ClosedRound, earlier: ClosedRound | None, tasks: Sequence[TaskLine], *, newest: bool
) -> dict[str, Any]:
    """The parts of the page about one round."""
    found: dict[str, Any] = {"shown": shown, "earlier": earlier, "newest": newest, "numbers": shown.numbers}
    if shown.numbers is None:
        return found
    numbers, past = shown.numbers, earlier.numbers if earlier else None
    return found | {
        "stage": _stage(numbers),
        "stages": [(name, key == numbers.stage) for key, name in wording.STAGE_NAMES.items()],
        "stage_sentence": wording.stage_sentence(numbers.stage) if numbers.stage else "",
        "weakest": _weakest(numbers),
        "radar": drawing.radar(
            numbers.dimensions, past.dimensions if past else None, [row.numbers.dimensions for row in shown.rows]
        ),
        "dimensions": [_dimension(key.key, numbers, past) for key in DIMENSIONS],
        "rows": [_role(row) for row in shown.rows],
        "all_named": bool(shown.rows) and not shown.without_row and all(row.names for row in shown.rows),
        "spread": list(scoring.gaps(row.numbers for row in shown.rows).values()),
        "differing": [_differing(row) for row in shown.differing],
        "ideas": [idea for idea in _ideas(viewer, numbers) if idea["key"] not in {task.statement for task in tasks}],
        "tasks": [
            (task, wording.dimension_name(BY_KEY[task.statement].dimension) if task.statement else "") for task in tasks
        ],
    }


def _stage(numbers: Numbers | None) -> str:
    return str(wording.STAGE_NAMES[numbers.stage]) if numbers and numbers.stage else ""


def _weakest(numbers: Numbers) -> str:
    known = {key: value for key, value in numbers.dimensions.items() if value is not None}
    return wording.dimension_name(min(known, key=lambda key: known[key])) if known else ""


def _dimension(key: str, numbers: Numbers, past: Numbers | None) -> dict[str, Any]:
    value, before = numbers.dimensions[key], past.dimensions[key] if past else None
    return {
        "key": key,
        "name": wording.dimension_name(key),
        "question": wording.dimension_question(key),
        "value": value,
        "before": before,
        "width": share_width(value or 0, 100),
        "goal": share_width(before, 100) if before is not None else "",
    }


def _role(row: RoleRow) -> dict[str, Any]:
    people = ngettext("%(number)d person", "%(number)d people", row.raters) % {"number": row.raters}
    return {
        "name": wording.role_name(row.role),
        "who": ", ".join(row.names) or people,
        "cells": [(value, drawing.shade(value)) for value in row.numbers.dimensions.values()],
    }


def _differing(row: Differing) -> dict[str, Any]:
    parts = [
        _("%(answer)d: %(number)d times") % {"answer": answer, "number": number}
        for answer, number in enumerate(row.counts)
        if number
    ]
    if row.unknown:
        parts.append(_("I do not know: %(number)d times") % {"number": row.unknown})
    return {
        "text": wording.statement_text(row.statement),
        "dimension": wording.dimension_name(BY_KEY[row.statement].dimension),
        "piles": drawing.piles(row.counts),
        "label": ", ".join(parts),
        "median": row.median,
        "talk": ", ".join(wording.role_name(role) for role in row.talk),
    }


def _ideas(viewer: Viewer, numbers: Numbers) -> list[dict[str, Any]]:
    return [
        {
            "key": key,
            "text": wording.action_text(key),
            "dimension": wording.dimension_name(BY_KEY[key].dimension),
            "lift": round(scoring.lift(key, numbers)),
            "page": _page(viewer, key),
        }
        for key in scoring.to_do(numbers)
    ]


def _page(viewer: Viewer, key: str) -> tuple[str, str] | None:
    """The address and the name of the page that helps, if the viewer may open it."""
    name, label, right = wording.page_of(key)
    if right and not viewer.may(right):
        return None
    try:
        return reverse(name), label
    except NoReverseMatch:
        return None
