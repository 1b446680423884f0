"""What the columns of a file look like, for matching them by eye. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemme.kit.languages import language_code
from stemme.kit.lines import one_line
from stemme.kit.tables import Row
from stemme.people.columns import EMAIL, LANGUAGE, NEVER, Layout
from stemme.people.mail_address import AddressError, normal_address


@dataclass(frozen=True, slots=True)
class ColumnSample:
    """A column with its first cells and how many of its cells are usable. Cells that are never stored are not shown."""

    place: int
    heading: str
    becomes: str
    first: tuple[str, ...]
    usable: int
    unclear: int
    total: int

    @property
    def never(self) -> bool:
        """True when the column cannot be chosen."""
        return self.becomes == NEVER


def samples(rows: Sequence[Row], layout: Layout) -> list[ColumnSample]:
    """One sample for each column of the layout."""
    below = [row for row in rows if row.number > layout.header and not row.blank]
    result = []
    for column in layout.columns:
        cells = [one_line(row.cells[column.place]) for row in below if column.place < len(row.cells)]
        filled = [cell for cell in cells if cell]
        usable = sum(_is_usable(cell, column.becomes) for cell in filled)
        first = tuple(dict.fromkeys(cell if len(cell) <= 24 else f"{cell[:23]}…" for cell in filled))[:3]
        result.append(
            ColumnSample(
                place=column.place,
                heading=column.heading,
                becomes=column.becomes,
                first=() if column.becomes == NEVER else first,
                usable=usable,
                unclear=len(filled) - usable,
                total=len(below),
            )
        )
    return result


def _is_usable(cell: str, field: str) -> bool:
    if field == LANGUAGE:
        return language_code(cell) is not None
    if field == EMAIL:
        try:
            normal_address(cell)
        except AddressError:
            return False
    return True
