"""The radar and the rows of dots as numbers to draw. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemme.readiness.statements import DIMENSIONS

#: Where each dimension points, from the middle: up, right, down, left.
_WAYS = dict(zip((dimension.key for dimension in DIMENSIONS), ((0, -1), (1, 0), (0, 1), (-1, 0)), strict=True))
_MIDDLE, _REACH = 50.0, 50.0
#: The stages begin here; the rings of the radar are these and the edge.
RINGS = (20, 40, 60, 80, 100)
#: A row of dots: how far the steps are apart, where the first lies, how wide a dot is.
_STEP, _FIRST, _DOT = 26.0, 8.0, 5.0
_MOST_DOTS = 5


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the drawing."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Radar:
    """Four spokes. ``shape`` and ``past`` are empty where a dimension has no number."""

    rings: tuple[str, ...]
    shape: str
    past: str
    dots: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Pile:
    """How often an answer was given: that many dots beside each other, or for many one dot with their number."""

    x: float
    dots: tuple[float, ...]
    number: int


def point(dimension: str, value: float) -> Point:
    """Where 0 to 100 of a dimension lies.

    >>> point("technology", 50)
    Point(x=75.0, y=50.0)
    """
    across, down = _WAYS[dimension]
    return Point(round(_MIDDLE + across * value / 100 * _REACH, 1), round(_MIDDLE + down * value / 100 * _REACH, 1))


def outline(values: Mapping[str, float | None]) -> str:
    """The corners of the shape, as an SVG polygon wants them; "" where one is missing."""
    known = {key: value for key, value in values.items() if value is not None}
    if len(known) < len(_WAYS):
        return ""
    corners = [point(key, known[key]) for key in _WAYS]
    return " ".join(f"{corner.x},{corner.y}" for corner in corners)


def radar(
    values: Mapping[str, float | None],
    past: Mapping[str, float | None] | None,
    roles: Sequence[Mapping[str, float | None]],
) -> Radar:
    """The whole drawing. ``roles``: those that have a row of their own, a dot each."""
    dots = [point(key, value) for role in roles for key, value in role.items() if value is not None]
    rings = tuple(outline(dict.fromkeys(_WAYS, float(ring))) for ring in RINGS)
    return Radar(rings, outline(values), outline(past) if past else "", tuple(dots))


def piles(counts: Sequence[int]) -> tuple[Pile, ...]:
    """Where the dots lie on a line with one mark for each answer.

    >>> piles([0, 2, 0, 0, 0])[1].dots
    (31.5, 36.5)
    """
    found = []
    for step, count in enumerate(counts):
        x = _FIRST + step * _STEP
        dots = tuple(x + (place - (count - 1) / 2) * _DOT for place in range(count)) if count <= _MOST_DOTS else ()
        found.append(Pile(x, dots, count if count > _MOST_DOTS else 0))
    return tuple(found)


def shade(value: float | None) -> int:
    """One of six shades for 0 to 100; 0 for no number.

    >>> [shade(value) for value in (None, 0, 45, 100)]
    [0, 1, 3, 5]
    """
    return 0 if value is None else min(5, int(value // 20) + 1)
