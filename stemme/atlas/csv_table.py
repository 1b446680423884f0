"""The map as one table for spreadsheets and programs. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stemme.atlas.drawing import READING
from stemme.atlas.figures import Figures
from stemme.maturity.types import KEYS

HEADER = ("part", "name", "people", "share", "half_year_ago", "more_active", "wider_network", "calmer")
PART, MOVED, ALL = "now", "moved", "all"


def table(figures: Figures, name: Callable[[tuple[int, ...]], str]) -> Iterator[tuple[str, ...]]:
    """Header, the parts with their people, and where people of each part went within half a year.

    Numbers have a point and no separators in every language; what is too few to be told is empty.
    """
    yield HEADER
    for cloud in sorted(figures.clouds, key=lambda one: min(READING.index(pane) for pane in one.panes)):
        share = f"{cloud.people / figures.placed:.4f}"
        yield (f"{PART}:{_keys(cloud.panes)}", name(cloud.panes), str(cloud.people), share, "", "", "", "")
    if figures.moves is None:
        return
    for moves in (*figures.moves.parts, figures.moves.whole):
        whole = len(moves.panes) == len(KEYS)
        told = ("" if n is None else str(n) for n in (moves.people, moves.more_active, moves.wider, moves.calmer))
        key = ALL if whole else _keys(moves.panes)
        yield (f"{MOVED}:{key}", "" if whole else name(moves.panes), "", "", *told)


def _keys(part: tuple[int, ...]) -> str:
    return "+".join(KEYS[pane] for pane in sorted(part, key=READING.index))
