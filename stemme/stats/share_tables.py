"""Names that a piece gives up, so that its tables taken together are not about too few people either. Pure.

A stream less the one domain in it would be the shares of those who shared something else of the stream. So tables are
tried by two, by three and all at once, and while a combination of their rows leaves few people, the row whose name is
missed least becomes part of "Others" (docs/decisions/0050-suppression.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

from stemme.stats import share_sums as by
from stemme.stats.combinations import Cell, People, in_row, seen_by, telling, times_in
from stemme.stats.share_sums import OTHERS, Attributes, Group, Made, Sum, Sums

_TIMES = (by.WEEKDAY, by.PART, by.TIME)
#: Tables that lose names; those of times are sums of each other and stay as they are (share_blocks.py).
_YIELDING = tuple(dimension for dimension in by.DIMENSIONS if dimension not in _TIMES)
#: Pairs and triples of tables, and all of them; not two of times, which are cut together already.
_ALL = len(_YIELDING) + 1
_TOGETHER = {
    size: [tables for tables in combinations(by.DIMENSIONS, size) if len({*tables} & {*_TIMES}) < 2]
    for size in (2, 3, _ALL)
}
#: Up to so many different cells these sizes are tried: more take too long, and would leave more people.
_MOST_CELLS = {2: 1_000_000, 3: 4_000, _ALL: 4_000}


def fit_together(
    blocks: Sums, made: Mapping[dt.date, Iterable[Made]], stories: Mapping[int, Attributes], *, floor: int
) -> Sums:
    """The blocks of a piece, with fewer names where its tables taken together would tell of fewer than ``floor``.

    ``made`` are the shares of the piece by month.
    """
    row_of = {group: row for row, group in enumerate(sorted(group for group in blocks if group[0] in by.DIMENSIONS))}
    piece = _Piece(blocks, row_of, _cells(row_of, made, stories))
    best = _told_together(piece, "", floor)
    if best is not piece:
        others = (_told_together(piece, yielding, floor, better_than=best.worth) for yielding in _YIELDING)
        best = max((best, *others), key=lambda way: way.worth)
    return best.blocks


def merged(blocks: Sums, group: Group) -> Sums:
    """The blocks with one as part of "Others" of its table, together with the smallest one when there are none yet."""
    others, goes = (group[0], OTHERS), {group}
    rest = [other for other in blocks if other[0] == group[0] and other != group]
    if rest and others not in rest:
        goes.add(min(rest, key=lambda other: (blocks[other].shares, other)))
    found = {kept: of for kept, of in blocks.items() if kept not in {*goes, others}}
    found[others] = Sum()
    for part in sorted({*goes, others} & blocks.keys()):
        found[others].absorb(blocks[part])
    return found


def _told_together(piece: _Piece, yielding: str, floor: int, *, better_than: int = -1) -> _Piece:
    """The piece with so few names that no combination of rows is about few; half done once another way is better."""
    for size, several in _TOGETHER.items():
        for tables in several if len(piece.cells) <= _MOST_CELLS[size] else ():
            while piece.worth > better_than and (found := piece.telling(tables, floor)):
                less = _with_one_name_less(piece, tables, found, yielding, floor)
                if less is piece:
                    break
                piece = less
    return piece


def _with_one_name_less(piece: _Piece, tables: tuple[str, ...], found: set[int], yielding: str, floor: int) -> _Piece:
    """The way in which most shares keep their names: of those that are enough, else of those that change something."""
    names = [group for group in piece.named(tables) if group[0] in _YIELDING]
    names = [group for group in names if group[0] == yielding] or names
    ways = sorted(((piece.merged(group), group) for group in names), key=lambda way: -way[0].worth)
    enough = (way for way, _group in ways if not way.telling(tables, floor))
    some = (way for way, group in ways if piece.row_of[group] in found)
    every = (way for way, _group in ways)
    return next(chain(enough, some, every), None) or piece.without_topics()


@dataclass(frozen=True, slots=True)
class _Piece:
    """The blocks of a piece, which row each of the tables' is, and the shares as cells of these rows."""

    blocks: Sums
    row_of: dict[Group, int]
    cells: dict[Cell, People]

    @property
    def worth(self) -> int:
        """How many shares are told by name, in all tables together."""
        return sum(self.blocks[group].shares for group in self.row_of if group[1] != OTHERS)

    def named(self, tables: Iterable[str]) -> list[Group]:
        """The rows of these tables that have a name."""
        return [group for group in self.row_of if group[0] in tables and group[1] != OTHERS]

    def telling(self, tables: Iterable[str], floor: int) -> set[int]:
        """Rows of these tables that together tell of few, as far as found."""
        rows = [row for (dimension, _key), row in self.row_of.items() if dimension in tables]
        return telling(seen_by(self.cells, rows), rows, floor=floor)

    def merged(self, group: Group) -> _Piece:
        """With a row as part of "Others" of its table, together with the smallest one when there are none yet."""
        others = group[0], OTHERS
        blocks = merged(self.blocks, group)
        goes = [part for part in self.row_of if part not in blocks]
        row_of = {kept: row for kept, row in self.row_of.items() if kept in blocks}
        row_of.setdefault(others, self.row_of[group])
        cells = dict[Cell, People]()
        for cell, people in self.cells.items():
            moved = cell
            for part in goes:
                times = times_in(cell, self.row_of[part])
                moved += in_row(row_of[others], times) - in_row(self.row_of[part], times)
            cells.setdefault(moved, set()).update(people)
        return _Piece(blocks, row_of, cells)

    def without_topics(self) -> _Piece:
        """When they have no names left: all of them together count shares of two topics twice."""
        row_of = {group: row for group, row in self.row_of.items() if group[0] != by.TOPIC}
        if len(row_of) == len(self.row_of):
            return self
        blocks = {group: of for group, of in self.blocks.items() if group[0] != by.TOPIC}
        return _Piece(blocks, row_of, seen_by(self.cells, row_of.values()))


def _cells(
    row_of: Mapping[Group, int], made: Mapping[dt.date, Iterable[Made]], stories: Mapping[int, Attributes]
) -> dict[Cell, People]:
    """Who shared in the same rows of all tables."""
    by_story: dict[int, Cell] = {}
    by_place: dict[by.Place, Cell] = {}
    found: dict[Cell, People] = {}
    for month, shares in made.items():
        for story, place, who in shares:
            if story not in by_story:
                by_story[story] = _rows_of(row_of, by.groups_of_story(stories[story]))
            if place not in by_place:
                by_place[place] = _rows_of(row_of, _groups_of_place(row_of, place))
            cell = by_story[story] + by_place[place]
            found.setdefault(cell, set()).add(who if who >= 0 else (month.toordinal(), who))
    return dict(sorted(found.items()))


def _groups_of_place(row_of: Mapping[Group, int], place: by.Place) -> tuple[Group, ...]:
    """Where hours of single days are told, days and parts of the day hold only these (share_blocks.py)."""
    channel, language, time = place
    times = (*by.groups_of_time(time), (by.TIME, time))
    if times[-1] not in row_of and any(dimension == by.TIME and key != OTHERS for dimension, key in row_of):
        times = tuple((dimension, OTHERS) for dimension in _TIMES)
    return (by.CHANNEL, channel), (by.LANGUAGE, language), *times


def _rows_of(row_of: Mapping[Group, int], groups: Iterable[Group]) -> Cell:
    rows = (row_of.get(group, row_of.get((group[0], OTHERS))) for group in groups)
    return sum(in_row(row) for row in rows if row is not None)
