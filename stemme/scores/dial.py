"""The dial: 51 ticks over 270 degrees, lit up to the value, a long tick at it. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

TICKS = 51
#: Degrees, clockwise from three o'clock: where the dial begins and how far it goes.
_BEGINNING, _TURN = 135.0, 270.0
_CENTRE, _INNER, _OUTER = (100.0, 100.0), 78.0, 92.0
_LONG_INNER = 70.0


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick as a path in a box of 200 × 172; ``kind`` is ``on``, ``now`` or empty."""

    path: str
    kind: str


def ticks(score: int) -> tuple[Tick, ...]:
    """The ticks for a score of 1 to 100."""
    at = round((min(max(score, 1), 100) - 1) / 99 * (TICKS - 1))
    return tuple(Tick(_path(place, long=place == at), _kind(place, at)) for place in range(TICKS))


def _kind(place: int, at: int) -> str:
    if place == at:
        return "now"
    return "on" if place < at else ""


def _path(place: int, *, long: bool) -> str:
    angle = math.radians(_BEGINNING + _TURN * place / (TICKS - 1))
    ends = [
        f"{_CENTRE[0] + radius * math.cos(angle):.2f} {_CENTRE[1] + radius * math.sin(angle):.2f}"
        for radius in (_LONG_INNER if long else _INNER, _OUTER)
    ]
    return "M" + "L".join(ends)
