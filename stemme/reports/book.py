"""A report as sheets of a workbook: what stands in which cell and in which format. Pure; child.py writes the file."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from stemme.reports.report import Cell, Report

#: What Excel allows for a sheet's name.
_LONGEST, _FORBIDDEN = 31, "[]:*?/\\'"


def sheets(report: Report, *, words: Sequence[str]) -> list[dict[str, Any]]:
    """All sheets. ``words``: names of the first and last sheet, and headings: figure, value, measured against, heading
    and explanation of the notes."""
    first, last, figure, value, against, what, how = words
    tiles = [[tile.label, _cell(tile.value), tile.note] for tile in report.tiles]
    found: list[dict[str, Any]] = [
        {
            "name": first,
            "above": [report.organisation, f"{report.title}, {report.period}", report.lead],
            "columns": [figure, value, against],
            "units": ["text", "", "text"],
            "row_units": [tile.unit for tile in report.tiles],
            "rows": tiles,
            "total": [],
        }
    ]
    for section in report.sections:
        found.append(
            {
                "name": section.title,
                "above": [section.title, section.note],
                "columns": [column.label for column in section.columns],
                "units": [column.unit for column in section.columns],
                "row_units": [],
                "rows": [[_cell(cell) for cell in row] for row in section.rows],
                "total": [_cell(cell) for cell in section.total],
            }
        )
    notes = [[note.title, note.text] for note in report.notes]
    return [*_named(found), {
        "name": _sheet_name(last), "above": [last], "columns": [what, how], "units": ["text", "text"],
        "row_units": [], "rows": notes, "total": [],
    }]  # fmt: skip


def _named(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [sheet | {"name": _sheet_name(sheet["name"])} for sheet in found]


def _sheet_name(name: str) -> str:
    clean = "".join(" " if sign in _FORBIDDEN else sign for sign in name).strip()
    return clean[:_LONGEST]


def _cell(value: Cell) -> str | float | int | None:
    return float(value) if isinstance(value, Decimal) else value
