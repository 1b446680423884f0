"""A place as numbers to draw: warmth of the panes, the dot with its ellipse, percentages that add up. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from stemme.kit.apportionment import apportioned
from stemme.maturity.classifier import Place
from stemme.maturity.types import KEYS, TYPES

#: Where the axis passes from one third of the map into the next, and where the map ends.
_BORDERS = ((0.0, 0.0), (0.5, 100 / 3), (1.5, 200 / 3), (2.0, 100.0))
#: A dot stays wholly on the map.
_EDGE = 3.0


@dataclass(frozen=True, slots=True)
class Pane:
    """One of nine panes, in the order they are drawn: the largest network first. ``percent`` of all nine is 100."""

    key: str
    percent: int
    warmth: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A point on the map in per cent from the left and from the top, and the half axes of its ellipse."""

    x: float
    y: float
    rx: float
    ry: float


def on_map(value: float) -> float:
    """A position on an axis (0..2) as per cent of the map, so that a dot lies in the third it belongs to.

    >>> on_map(0), round(on_map(0.5), 1), on_map(1), on_map(2)
    (0.0, 33.3, 50.0, 100.0)
    """
    for (left, start), (right, end) in pairwise(_BORDERS):
        if value <= right:
            return start + (max(value, 0.0) - left) / (right - left) * (end - start)
    return 100.0


def percentages(shares: Sequence[float]) -> tuple[int, ...]:
    """Whole per cent that add up to 100, by largest remainder. The shares sum to 1.

    >>> percentages((1 / 3, 1 / 3, 1 / 3))
    (34, 33, 33)
    """
    return tuple(apportioned([share * 100 for share in shares], 100))


def panes(place: Place) -> tuple[Pane, ...]:
    """The nine panes as they are drawn: rows from the largest network down, activity to the right."""
    whole = percentages(place.memberships)
    order = sorted(range(len(TYPES)), key=lambda number: (-TYPES[number].network, TYPES[number].activity))
    return tuple(Pane(KEYS[number], whole[number], round(place.memberships[number], 3)) for number in order)


def dot(place: Place) -> Dot:
    """The lit dot of a place; its ellipse reaches one standard deviation each way."""
    return Dot(
        x=_inside(on_map(place.activity)),
        y=_inside(100 - on_map(place.network)),
        rx=_reach(place.activity, place.activity_sd),
        ry=_reach(place.network, place.network_sd),
    )


def covered_pane(where: Dot) -> int | None:
    """The pane (by its place in ``panes``) whose words a dot in its upper part would cover; None for a lower dot.

    >>> covered_pane(Dot(50, 40, 1, 1)), covered_pane(Dot(50, 62, 1, 1))
    (4, None)
    """
    row, column = (min(2, int(value * 3 / 100)) for value in (where.y, where.x))
    return 3 * row + column if where.y * 3 / 100 - row < 0.55 else None


def _inside(value: float) -> float:
    return round(min(100 - _EDGE, max(_EDGE, value)), 1)


def _reach(mean: float, sd: float) -> float:
    return round((on_map(min(2.0, mean + sd)) - on_map(max(0.0, mean - sd))) / 2, 1)


def ladder(place: Place, *, least: int = 5) -> tuple[tuple[tuple[str, int], ...], int]:
    """The own memberships in falling order as (type, per cent), and what is left for all below ``least`` per cent."""
    rows = sorted(zip(KEYS, percentages(place.memberships), strict=True), key=lambda row: (-row[1], KEYS.index(row[0])))
    told = tuple(row for row in rows if row[1] >= least)
    return told, 100 - sum(percent for _, percent in told)
