"""Numbers of a report as its reader writes them, in the active language."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale
from babel.numbers import format_currency
from django.utils import formats
from django.utils.translation import get_language

from stemme.reports.report import COUNT, MONEY, PERCENT, POINTS, TEXT, TIMES, Cell, Number, Report
from stemme.ui.templatetags.ui import percent, signed


@dataclass(frozen=True, slots=True)
class WrittenTile:
    """A key figure in words."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """A table in words; ``columns`` with whether they hold numbers."""

    key: str
    title: str
    note: str
    columns: tuple[tuple[str, bool], ...]
    #: Each cell with whether it is a number.
    rows: tuple[tuple[tuple[str, bool], ...], ...]
    total: tuple[tuple[str, bool], ...]


def cell(value: Cell, unit: str, currency: str) -> str:
    """One figure: 1 240, 53,1 %, +1,4, 84 000 kr, 4,82. A dash for what is not known."""
    if value is None:
        return "–"
    if unit == TEXT or isinstance(value, str):
        return str(value)
    if unit == MONEY:
        return _money(value, currency)
    if unit == PERCENT:
        return percent(float(value) / 100)
    if unit == POINTS:
        return signed(float(value), 1)
    if unit == COUNT:
        whole = float(value) == round(float(value))
        return str(formats.number_format(round(float(value), 1), decimal_pos=0 if whole else 1))
    assert unit == TIMES, unit
    return str(formats.number_format(round(float(value), 2), decimal_pos=2))


def _money(value: Number, currency: str) -> str:
    """In whole units: a report's sums are no bookkeeping."""
    locale = Locale.parse(get_language() or "en")
    pattern = locale.currency_formats["standard"].pattern.replace(".00", "")
    if locale.currency_symbols.get(currency, currency)[-1:].isalpha():
        pattern = pattern.replace("¤#", "¤\xa0#")  # NOK 500, but €500
    return str(format_currency(round(value), currency, format=pattern, locale=locale, currency_digits=False))


def tiles(report: Report) -> list[WrittenTile]:
    """The key figures."""
    return [WrittenTile(tile.label, cell(tile.value, tile.unit, report.currency), tile.note) for tile in report.tiles]


def sections(report: Report) -> list[WrittenSection]:
    """The tables."""
    found = []
    for section in report.sections:
        units = [column.unit for column in section.columns]
        found.append(
            WrittenSection(
                section.key,
                section.title,
                section.note,
                tuple((column.label, column.unit != TEXT) for column in section.columns),
                tuple(_row(row, units, report.currency) for row in section.rows),
                _row(section.total, units, report.currency) if section.total else (),
            )
        )
    return found


def _row(row: tuple[Cell, ...], units: list[str], currency: str) -> tuple[tuple[str, bool], ...]:
    return tuple((cell(value, unit, currency), unit != TEXT) for value, unit in zip(row, units, strict=True))
