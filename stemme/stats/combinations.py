"""Whether rows of several tables, added and taken from each other, would leave a group of too few people. Pure.

A cell is all that is counted in the same rows, with the people in it. A combination gives each row a weight, and leaves
the cells whose weights do not add up to nothing. Exact: fractions are numbers modulo a large prime here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

#: A person's number, or (month, number by lot) of somebody without a name: in another month the same may have another.
Who = int | tuple[int, int]
People = set[Who]
#: How often a cell is counted in each row, a byte each.
Cell = int
_Weights = list[int]
#: From the weights of all rows to those of the rows that a cell is counted in, a weight for each time.
_Counts = Callable[[_Weights], tuple[int, ...]]
#: Up to so many people are told apart in a cell: enough for any floor.
MOST_PEOPLE = 200
_PRIME = (1 << 61) - 1
#: So often a cell of few is tried as part of the group before the search ends without an answer.
_MOST_TRIED = 200


def in_row(row: int, times: int = 1) -> Cell:
    """What is counted in a row so many times."""
    return times << 8 * row


def times_in(cell: Cell, row: int) -> int:
    """How often a cell is counted in a row."""
    return cell >> 8 * row & 255


def different(people: People) -> int:
    """So many different people at least: one without a name may be one with a name, or another month's."""
    nameless: dict[int, int] = {}
    for who in people:
        if isinstance(who, tuple):
            nameless[who[0]] = nameless.get(who[0], 0) + 1
    return max(len(people) - sum(nameless.values()), *nameless.values(), 0)


def seen_by(cells: Mapping[Cell, People], rows: Iterable[int]) -> dict[Cell, People]:
    """The cells as only these rows tell them apart."""
    seen, found = sum(in_row(row, 255) for row in rows), dict[Cell, People]()
    for cell, people in cells.items():
        known = found.get(cell & seen)
        if known is None:
            found[cell & seen] = set(people)
        elif len(known) < MOST_PEOPLE:
            known |= people
    return found


def telling(cells: Mapping[Cell, People], rows: Sequence[int], *, floor: int) -> set[int]:
    """Rows of a combination that leaves a group of fewer than ``floor`` different people; none when none is found.

    No such combination leaves a cell of enough people. Of those that remain, one cell of few after the other is either
    part of the group or not; that is all there is, or as much as there is time for.
    """
    space: list[_Weights] = [[int(row == other) for other in rows] for row in rows]
    small: list[tuple[_Counts, People]] = []
    for cell, people in cells.items():
        counts = _counts(cell, rows)
        if different(people) < floor:
            small.append((counts, people))
        else:
            space, _gone = _not_leaving(counts, space)
    small.sort(key=lambda cell: -different(cell[1]))
    left = list(_that_leave_something(space, small))
    found = _Search(small, floor).of(left) if left else None
    return {row for row, weight in zip(rows, found, strict=True) if weight} if found else set()


def _counts(cell: Cell, rows: Sequence[int]) -> _Counts:
    places = [place for place, row in enumerate(rows) for _time in range(times_in(cell, row))]
    return itemgetter(*places) if len(places) > 1 else lambda weights: tuple(weights[place] for place in places)


def _not_leaving(counts: _Counts, space: list[_Weights]) -> tuple[list[_Weights], _Weights | None]:
    """The combinations of a space that do not leave a cell, and one that does, if any."""
    left = [sum(counts(weights)) % _PRIME for weights in space]
    by = next((number for number, value in enumerate(left) if value), None)
    if by is None:
        return space, None
    pivot, inverse = space[by], pow(left[by], -1, _PRIME)
    rest = []
    for number, (weights, value) in enumerate(zip(space, left, strict=True)):
        if value and number != by:
            factor = value * inverse % _PRIME
            rest.append([(a - factor * b) % _PRIME for a, b in zip(weights, pivot, strict=True)])
        elif number != by:
            rest.append(weights)
    return rest, pivot


def _that_leave_something(space: list[_Weights], small: Iterable[tuple[_Counts, People]]) -> Iterator[_Weights]:
    """A basis without what leaves nothing, like all rows of one table less all of another."""
    for counts, _people in small:
        space, pivot = _not_leaving(counts, space)
        if pivot is not None:
            yield pivot


class _Search:
    """For a combination that leaves cells of few people only, the cells with most people first."""

    def __init__(self, small: list[tuple[_Counts, People]], floor: int) -> None:
        self.small, self.floor, self.tried = small, floor, 0

    def of(self, space: list[_Weights], start: int = 0, people: frozenset[Who] = frozenset()) -> _Weights | None:
        """A combination that leaves these people and some cells from ``start`` on."""
        for place in range(start, len(self.small)):
            counts, more = self.small[place]
            if more <= people:
                continue
            rest, pivot = _not_leaving(counts, space)
            if pivot is None:
                continue
            if different({*people, *more}) < self.floor and self.tried < _MOST_TRIED:
                self.tried += 1
                if found := self.of(space, place + 1, people | more):
                    return found
            space = rest
            if not space:
                return None
        return space[0]
