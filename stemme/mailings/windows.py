"""The row of windows at the head of a digest, as cells of a table: mails show no pictures. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

from stemme.ui.windows import lit_places

#: Up to this many panes are drawn large, in two rows, four to a house; more are drawn small, so that a division of 300
#: still fits.
_LARGE_UP_TO = 24
_PANES_OF_HOUSE = 4
_SMALL_PER_ROW = 24
#: More cells make a mail so large that some programs cut it off (102 kB).
_MOST_PANES = 10 * _SMALL_PER_ROW
#: Pixels between two houses, besides the gaps.
_ALLEY = 14


@dataclass(frozen=True, slots=True)
class GroupWindows:
    """How many of a group took part lately. Only made for groups of at least the organisation's floor (P-07)."""

    name: str
    total: int
    lit: int


@dataclass(frozen=True, slots=True)
class Windows:
    """The panes as rows of lit or dark; None is the way between two houses. Lengths are pixels."""

    group: GroupWindows
    rows: tuple[tuple[bool | None, ...], ...]
    height: int
    gap: int
    #: The whole row; on a narrow screen the panes become narrower.
    width: int
    #: How many people one pane means.
    stands_for: int


def draw(group: GroupWindows, *, seed: object) -> Windows:
    """Draw the panes. Which ones are lit is drawn by ``seed``, which must not be a person."""
    unit = 1
    while group.total / unit > _MOST_PANES:
        unit *= 10
    count = max(1, math.floor(group.total / unit + 0.5))
    lit = min(count, math.floor(group.lit / unit + 0.5))
    places = lit_places(count, lit, f"{seed}/{group.name}")
    large = count <= _LARGE_UP_TO
    lines = 2 if large else -(-count // _SMALL_PER_ROW)
    per_row = -(-count // lines)
    panes = [place in places for place in range(count)]
    rows = [panes[start : start + per_row] for start in range(0, count, per_row)]
    pane, height, gap = (18, 24, 10) if large else (10, 13, 3)
    houses = -(-per_row // _PANES_OF_HOUSE) if large else 1
    width = per_row * (pane + gap) + (houses - 1) * (_ALLEY + gap) + gap
    return Windows(group, tuple(_with_alleys(row) if large else tuple(row) for row in rows), height, gap, width, unit)


def _with_alleys(row: list[bool]) -> tuple[bool | None, ...]:
    """The row with a None before every house but the first."""
    found: list[bool | None] = []
    for place, pane in enumerate(row):
        if place and place % _PANES_OF_HOUSE == 0:
            found.append(None)
        found.append(pane)
    return tuple(found)
