"""Windows: one pane is one colleague, lit when that person takes part (design.md 1 and 7). Pure.

Who is behind which pane is never shown: the lit panes are drawn by a seed that is not a person (a day, a company).
All lengths are units of the drawing.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

PANE_WIDTH, PANE_HEIGHT = 5.4, 7.4
STEP_X, STEP_Y = 9.0, 11.6
WALL, GAP, MARGIN = 10.0, 9.0, 26.0
QUAY_HEIGHT = 22.0
MOST_HOUSES = 10
NARROWEST = 300.0


@dataclass(frozen=True, slots=True)
class House:
    """A team on the quay: ``total`` invited people, ``lit`` of them took part."""

    name: str
    total: int
    lit: int

    @property
    def share(self) -> float:
        """The share of lit windows, 0 for an empty house."""
        return self.lit / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A house as drawn, with the middle of its place in percent of the quay (for the name below)."""

    house: House
    layer: str
    wall: str
    snow: str
    gable_x: float
    gable_y: float
    bright: bool
    centre: float

    @property
    def lines(self) -> tuple[str, ...]:
        """The name in at most three short lines, broken between words."""
        lines: list[str] = []
        for word in self.house.name.split():
            if lines and (len(lines[-1]) + len(word) < 15 or len(lines) == 3):
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return tuple(lines)


@dataclass(frozen=True, slots=True)
class Quay:
    """A row of houses. ``stands_for`` is how many people one pane means; ``lit`` and ``dark`` are paths of panes."""

    width: float
    height: float
    ground: float
    stands_for: int
    houses: tuple[Drawn, ...]
    lit: str
    dark: str
    lit_count: int
    dark_count: int
    glints: str


def people_per_pane(total: int) -> int:
    """How many people one pane means: 1, from 1,500 people on 10, from 10,000 on 100."""
    return 100 if total >= 10_000 else 10 if total >= 1_500 else 1


def lit_places(total: int, lit: int, seed: object) -> frozenset[int]:
    """Which of ``total`` panes are lit: exactly ``lit`` of them, the same for the same seed.

    Raises ValueError when more should be lit than there are.
    """
    if not 0 <= lit <= total:
        raise ValueError(f"{lit} lit windows of {total}")
    return frozenset(random.Random(f"{seed}").sample(range(total), lit))  # noqa: S311 - a picture, not a secret


def at_most_ten(houses: Sequence[House], others: str) -> tuple[House, ...]:
    """The houses in their order, the smallest merged under the name ``others`` when there are more than ten."""
    if len(houses) <= MOST_HOUSES:
        return tuple(houses)
    kept = set(sorted(range(len(houses)), key=lambda i: (-houses[i].total, i))[: MOST_HOUSES - 1])
    rest = [house for i, house in enumerate(houses) if i not in kept]
    merged = House(others, sum(house.total for house in rest), sum(house.lit for house in rest))
    return (*(houses[i] for i in sorted(kept)), merged)


def quay(houses: Sequence[House], *, seed: object, goal: float = 0.5, others: str = "") -> Quay:
    """Draw the houses side by side, as wide as the teams are large.

    ``goal`` is the share of lit windows from which on the window in the gable is lit as well. From eleven teams on the
    smallest are drawn as one house named ``others``.
    """
    shown = at_most_ten([house for house in houses if house.total > 0], others)
    unit = people_per_pane(sum(house.total for house in shown))
    plots = [_plot(house, unit) for house in shown]
    ground = max((plot.height for plot in plots), default=80.0) + 30
    street = sum(plot.width for plot in plots) + GAP * max(len(plots) - 1, 0) + 2 * MARGIN
    width = max(street, NARROWEST, ground * 1.7)
    left = (width - street) / 2 + MARGIN
    drawn: list[Drawn] = []
    panes_of: dict[bool, list[str]] = {True: [], False: []}
    glints = ""
    for i, plot in enumerate(plots):
        drawn.append(_draw(plot, i, left, ground, width, goal))
        lit = lit_places(plot.panes, plot.lit, f"{seed}/{i}")
        for place in range(plot.panes):
            x = left + WALL + place % plot.columns * STEP_X
            y = ground - WALL - PANE_HEIGHT - place // plot.columns * STEP_Y
            panes_of[place in lit].append(f"M{x:.1f} {y:.1f}h{PANE_WIDTH}v{PANE_HEIGHT}h-{PANE_WIDTH}z")
        glints += _glints(plot, left, ground, f"{seed}/{i}/water")
        left += plot.width + GAP
    return Quay(
        width=round(width, 1),
        height=round(ground + QUAY_HEIGHT, 1),
        ground=round(ground, 1),
        stands_for=unit,
        houses=tuple(drawn),
        lit="".join(panes_of[True]),
        dark="".join(panes_of[False]),
        lit_count=len(panes_of[True]),
        dark_count=len(panes_of[False]),
        glints=glints,
    )


@dataclass(frozen=True, slots=True)
class _Plot:
    """The size of a house: its panes in columns and rows, walls and roof."""

    house: House
    panes: int
    lit: int
    columns: int
    rows: int

    @property
    def width(self) -> float:
        return (self.columns - 1) * STEP_X + PANE_WIDTH + 2 * WALL

    @property
    def wall(self) -> float:
        return self.rows * STEP_Y + 16

    @property
    def roof(self) -> float:
        return min(46.0, 0.42 * self.width)

    @property
    def height(self) -> float:
        return self.wall + self.roof


def _plot(house: House, unit: int) -> _Plot:
    total, lit = _panes(house, unit)
    columns = max(3, math.isqrt(total))
    return _Plot(house, total, lit, columns, math.ceil(total / columns))


def _draw(plot: _Plot, i: int, left: float, ground: float, whole: float, goal: float) -> Drawn:
    middle, right = left + plot.width / 2, left + plot.width
    eaves, peak = ground - plot.wall, ground - plot.height
    return Drawn(
        house=plot.house,
        layer=("far", "mid", "near")[i % 3],
        wall=f"M{left:.1f} {ground:.1f}V{eaves:.1f}L{middle:.1f} {peak:.1f}L{right:.1f} {eaves:.1f}V{ground:.1f}Z",
        snow=(
            f"M{left - 2:.1f} {eaves + 1.5:.1f}L{middle:.1f} {peak - 2:.1f}L{right + 2:.1f} {eaves + 1.5:.1f}"
            f"V{eaves + 4:.1f}L{middle:.1f} {peak + 2.4:.1f}L{left - 2:.1f} {eaves + 4:.1f}Z"
        ),
        gable_x=round(middle, 1),
        gable_y=round(peak + 0.62 * plot.roof, 1),
        bright=plot.house.lit >= goal * plot.house.total,
        centre=round(middle / whole * 100, 2),
    )


def _glints(plot: _Plot, left: float, ground: float, seed: str) -> str:
    """Reflections of a house's light on the water: one stroke for every ten lit panes, at most nine."""
    lucky = random.Random(seed)  # noqa: S311 - a picture, not a secret
    strokes = []
    for _ in range(min(9, math.ceil(plot.lit / 10))):
        x, y, long = left + lucky.random() * (plot.width - 12), ground + 6 + lucky.random() * 13, 4 + lucky.random() * 8
        strokes.append(f"M{x:.1f} {y:.1f}h{long:.1f}v1.4h-{long:.1f}z")
    return "".join(strokes)


def _panes(house: House, unit: int) -> tuple[int, int]:
    total = max(1, math.floor(house.total / unit + 0.5))
    return total, min(total, math.floor(house.lit / unit + 0.5))


@dataclass(frozen=True, slots=True)
class Panes:
    """Rows of windows as two paths, and the size of the drawing."""

    width: int
    height: int
    lit: str
    dark: str
    stands_for: int

    @property
    def drawn_width(self) -> float:
        """Width in pixels at rest; the drawing may shrink."""
        return round(self.width * 1.3, 1)

    @property
    def drawn_height(self) -> float:
        """Height in pixels at rest."""
        return round(self.height * 1.3, 1)


def panes(lit: int, total: int, *, seed: object, per_row: int = 10) -> Panes:
    """``total`` windows in rows of ``per_row``, ``lit`` of them lit. Raises ValueError when lit exceeds total."""
    if not 0 <= lit <= total:
        raise ValueError(f"{lit} lit windows of {total}")
    unit = people_per_pane(total)
    count, bright = (_panes(House("", total, lit), unit)) if total else (0, 0)
    places = lit_places(count, bright, seed)
    paths: dict[bool, list[str]] = {True: [], False: []}
    for place in range(count):
        paths[place in places].append(f"M{place % per_row * 8 + 0.5} {place // per_row * 11 + 0.5}h5v8h-5z")
    rows = math.ceil(count / per_row)
    return Panes(min(count, per_row) * 8 - 2, max(rows * 11 - 2, 0), "".join(paths[True]), "".join(paths[False]), unit)
