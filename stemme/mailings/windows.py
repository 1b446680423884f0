"""The row of windows at the head of a digest, as cells of a table: mails show no pictures. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

from stemme.ui.windows import lit_places

#: Up to this many panes are drawn large, in two rows; more are drawn small, so that a division of 300 still fits.
_LARGE_UP_TO = 38
_SMALL_PER_ROW = 38
#: More cells make a mail so large that some programs cut it off (102 kB).
_MOST_PANES = 8 * _SMALL_PER_ROW


@dataclass(frozen=True, slots=True)
class GroupWindows:
    """How many of a group took part lately. Only made for groups of at least the organisation's floor (P-07)."""

    name: str
    total: int
    lit: int


@dataclass(frozen=True, slots=True)
class Windows:
    """The panes as rows of lit or dark, with the size of a pane in pixels."""

    group: GroupWindows
    rows: tuple[tuple[bool, ...], ...]
    width: int
    height: int
    gap: int
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
    per_row = -(-count // 2) if large else _SMALL_PER_ROW
    panes = [place in places for place in range(count)]
    rows = tuple(tuple(panes[start : start + per_row]) for start in range(0, count, per_row))
    width, height, gap = (18, 24, 10) if large else (10, 13, 4)
    return Windows(group, rows, width, height, gap, unit)
