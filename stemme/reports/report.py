"""A report as words and numbers: one content for paper, workbook, table, page and mail. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

Number = int | float | Decimal
Cell = str | Number | None
#: What a number is: how many, per cent, percentage points, money, how many times.
TEXT, COUNT, PERCENT, POINTS, MONEY, TIMES = UNITS = ("text", "count", "percent", "points", "money", "times")
#: Columns of the tidy table.
COLUMNS = ("period", "subject", "measure", "value", "unit")


@dataclass(frozen=True, slots=True)
class Tile:
    """A key figure, with what it is measured against."""

    key: str
    label: str
    value: Number
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a section; ``key`` is its name for programs, ``unit`` one of UNITS."""

    key: str
    label: str
    unit: str = COUNT


@dataclass(frozen=True, slots=True)
class Section:
    """A table. The first column names what the row is about."""

    key: str
    title: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """How something is counted, and what it does not say."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one report says. Percentages are numbers from 0 to 100."""

    organisation: str
    accent: str
    language: str
    currency: str
    #: month-2026-10-01
    key: str
    title: str
    period: str
    #: As of this day.
    day: dt.date
    lead: str
    tiles: tuple[Tile, ...]
    #: Title and involvement in per cent of the newest stories, the oldest first.
    bars: tuple[tuple[str, float], ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]


def tidy(report: Report) -> Iterator[tuple[str, ...]]:
    """Header and one line a figure. Changes are left out: they follow from two periods."""
    yield COLUMNS
    for tile in report.tiles:
        yield (report.key, "all", tile.key, _plain(tile.value), _unit(tile.unit, report))
    for section in report.sections:
        for row in section.rows:
            for column, cell in zip(section.columns[1:], row[1:], strict=True):
                if cell is not None and column.unit not in {TEXT, POINTS}:
                    subject = f"{section.key}: {row[0]}"
                    yield (report.key, subject, column.key, _plain(cell), _unit(column.unit, report))


def _plain(value: Cell) -> str:
    return f"{round(value, 4)}" if isinstance(value, float) else str(value)


def _unit(unit: str, report: Report) -> str:
    return report.currency if unit == MONEY else unit
