"""Roll-outs by simulation, to see whether forecasts hold: what the forecast does not know is drawn by lot. Pure."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

from stemme.waves.forecasting import Past, expect

#: How many people the waves of a roll-out have, one after the other.
SIZES = (40, 220, 280, 320, 200)
WEEKS = 8
#: Forecasts are made before a wave begins and after so many of its weeks.
LOOKS = (0, 2, 4, 6)


@dataclass(frozen=True, slots=True)
class World:
    """One kind of organisation: shares of waves around ``mean`` with the concentration ``alike``, who come with
    ``tempo`` weeks; None: drawn anew for each. ``uneven``: how much the tempo differs from wave to wave (log)."""

    name: str
    mean: float | None = None
    alike: float | None = None
    tempo: float | None = None
    uneven: float = 0.2


@dataclass(frozen=True, slots=True)
class Look:
    """A forecast that was made, and what came."""

    wave: int
    after: int
    people: int
    low: int
    high: int
    came: int

    @property
    def held(self) -> bool:
        """It came as the interval said."""
        return self.low <= self.came <= self.high


def looks(world: World, runs: int, seed: int) -> Iterator[Look]:
    """The forecasts of so many roll-outs."""
    draw = random.Random(seed)
    for _ in range(runs):
        mean = world.mean or min(0.95, max(0.05, draw.betavariate(4.2, 3.8)))
        alike = world.alike or 20.0 * math.exp(draw.gauss(0, 0.9))
        tempo = world.tempo or 2.5 * math.exp(draw.gauss(0, 0.5))
        history: list[Past] = []
        for wave, people in enumerate(SIZES):
            share = draw.betavariate(mean * alike, (1 - mean) * alike)
            by_week = _weeks(draw, people, share, tempo * math.exp(draw.gauss(0, world.uneven)))
            for after in LOOKS:
                taken = by_week[after - 1] if after else 0
                found = expect(history, people, WEEKS - after, taken, weeks=WEEKS)
                yield Look(wave, after, people, found.low, found.high, by_week[-1])
            history.append(Past(people, by_week, WEEKS))


def _weeks(draw: random.Random, people: int, share: float, tempo: float) -> tuple[int, ...]:
    """How many had come after each week: each person comes or not, and when is drawn from the curve."""
    reach = -math.expm1(-WEEKS / tempo)
    when = [-tempo * math.log1p(-reach * draw.random()) for _ in range(people) if draw.random() < share]
    return tuple(sum(moment <= week for moment in when) for week in range(1, WEEKS + 1))
