"""A board: the first few and one's own place, never a last one. Pure.

Everybody on it joined by themselves. It knows a figure of each, never how many shares:
docs/algorithms/fair-play.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

QUALITY, FIRST_STEPS = "quality", "first_steps"
KINDS = (QUALITY, FIRST_STEPS)
#: At most so many are named.
TOP = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody who joined, with the figure as it is shown: who looks alike on the board has the same place."""

    person_id: int
    figure: int


@dataclass(frozen=True, slots=True)
class Line:
    """A place and who has it."""

    place: int
    person_id: int
    figure: int


@dataclass(frozen=True, slots=True)
class Board:
    """``top``: who is named. ``own``: one's own line, or None in the second half, where nobody is told a place."""

    joined: int
    top: tuple[Line, ...]
    own: Line | None
    own_figure: int | None


def board(entries: Sequence[Entry], *, own_id: int, floor: int) -> Board | None:
    """The board as this person sees it; None when fewer than ``floor`` have joined.

    Equal figures have an equal place and are named all or not at all. Places end with the first half, so none that
    anybody sees is the last. Who has nothing to show yet (figure 0) has no place.
    """
    if len(entries) < floor:
        return None
    ordered = sorted(entries, key=lambda entry: (-entry.figure, entry.person_id))
    lines: list[Line] = []
    for number, entry in enumerate(ordered, 1):
        place = lines[-1].place if lines and lines[-1].figure == entry.figure else number
        lines.append(Line(place, entry.person_id, entry.figure))
    half = len(lines) // 2
    ends = {line.place: number for number, line in enumerate(lines, 1)}
    placed = [line for line in lines if ends[line.place] <= half and line.figure > 0]
    own = next((line for line in placed if line.person_id == own_id), None)
    figure = next((entry.figure for entry in entries if entry.person_id == own_id), None)
    return Board(len(entries), tuple(line for line in placed if ends[line.place] <= TOP), own, figure)
