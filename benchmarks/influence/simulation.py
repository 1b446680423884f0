"""Made-up people whose ability is known: how well do six ways of counting find it? Pure; figures by seed.

The world of docs/algorithms/score.md: 800 people, 180 days, four channels, a heavy tail of visitors.
"""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stemme.scores.baselines import yardstick
from stemme.scores.formula import Counts, ScoredShare, score

PEOPLE, DAYS = 800, 180
#: What a typical share brings, and how often the channel is chosen.
CHANNELS = {"linkedin": (2.8, 6.0), "facebook": (2.1, 1.5), "x": (1.4, 1.5), "bluesky": (0.7, 0.7)}
#: Logarithmic spread between people, and between one person's shares.
ABILITY, LUCK = 0.7, 1.3
#: One share in a hundred takes off, by a Pareto law.
TAIL, TAIL_SHAPE, TAIL_TIMES = 0.01, 1.2, 40.0
#: Shares a month: log-normal.
A_MONTH, RATE_SPREAD = 2.5, 0.9
ENOUGH = 10

Method = Callable[[Sequence[ScoredShare], dict[str, float]], float]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an ability and a habit."""

    ability: float
    rate: float
    weights: tuple[float, ...]


def people(chance: random.Random) -> list[Person]:
    """The people: ability and habit have nothing to do with each other."""
    return [
        Person(
            chance.gauss(0, ABILITY),
            A_MONTH * math.exp(chance.gauss(0, RATE_SPREAD)),
            tuple(chance.gammavariate(weight, 1) for _typical, weight in CHANNELS.values()),
        )
        for _ in range(PEOPLE)
    ]


def half_year(who: Person, chance: random.Random) -> list[ScoredShare]:
    """What somebody shares in 180 days, and who came."""
    shares = []
    for number in range(poisson(who.rate * DAYS / 30, chance)):
        channel = chance.choices(list(CHANNELS), who.weights)[0]
        rate = CHANNELS[channel][0] * math.exp(who.ability + chance.gauss(0, LUCK))
        if chance.random() < TAIL:
            rate *= TAIL_TIMES * chance.paretovariate(TAIL_SHAPE)
        clicks = poisson(rate, chance)
        shares.append(ScoredShare(number, channel, chance.uniform(0, DAYS), Counts(clicks=clicks)))
    return shares


def poisson(rate: float, chance: random.Random) -> int:
    """A number of events; from 50 on by the normal law, which is as good there."""
    if rate > 50:
        return max(0, round(chance.gauss(rate, math.sqrt(rate))))
    limit, product, number = math.exp(-rate), chance.random(), 0
    while product > limit:
        product *= chance.random()
        number += 1
    return number


def baselines(world: Sequence[Sequence[ScoredShare]]) -> dict[str, float]:
    """The yardsticks of this world."""
    found: dict[str, list[float]] = {channel: [] for channel in CHANNELS}
    for shares in world:
        for share in shares:
            found[share.channel].append(share.counts.clicks)
    return {channel: yardstick(channel, effects).value for channel, effects in found.items()}


def _clicks(shares: Sequence[ScoredShare]) -> list[int]:
    return [share.counts.clicks for share in shares]


def _h_index(shares: Sequence[ScoredShare]) -> float:
    ranked = sorted(_clicks(shares), reverse=True)
    return sum(clicks >= place for place, clicks in enumerate(ranked, 1))


METHODS: dict[str, Method] = {
    "score": lambda shares, base: score(shares, base).value,
    "mean clicks": lambda shares, base: statistics.fmean(_clicks(shares)),
    "total clicks": lambda shares, base: sum(_clicks(shares)),
    "max clicks": lambda shares, base: max(_clicks(shares)),
    "h-index": lambda shares, base: _h_index(shares),
    "points": lambda shares, base: 10 * len(shares) + sum(_clicks(shares)),
}


def ranks(values: Sequence[float]) -> list[float]:
    """Average ranks, ties alike."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    first = 0
    while first < len(order):
        last = first
        while last + 1 < len(order) and values[order[last + 1]] == values[order[first]]:
            last += 1
        for place in range(first, last + 1):
            found[order[place]] = (first + last) / 2
        first = last + 1
    return found


def spearman(one: Sequence[float], other: Sequence[float]) -> float:
    """Rank correlation."""
    return statistics.correlation(ranks(one), ranks(other))


def partial(one: Sequence[float], other: Sequence[float], given: Sequence[float]) -> float:
    """Rank correlation of two things, given a third."""
    a, b, c = spearman(one, other), spearman(one, given), spearman(other, given)
    return (a - b * c) / math.sqrt((1 - b * b) * (1 - c * c))


@dataclass(frozen=True, slots=True)
class Line:
    """How a way of counting does: for all who shared, and for those with ten shares or more."""

    method: str
    ability: tuple[float, float]
    posting: tuple[float, float]
    retest: tuple[float, float]


def table(seed: int = 7) -> tuple[list[Line], list[list[ScoredShare]]]:
    """The table of docs/algorithms/score.md, and the first half-year it is made of."""
    chance = random.Random(seed)
    crowd = people(chance)
    first = [half_year(who, chance) for who in crowd]
    second = [half_year(who, chance) for who in crowd]
    return [_line(name, method, crowd, first, second) for name, method in METHODS.items()], first


def _line(
    name: str,
    method: Method,
    crowd: Sequence[Person],
    first: Sequence[Sequence[ScoredShare]],
    second: Sequence[Sequence[ScoredShare]],
) -> Line:
    found: list[tuple[float, float, float]] = []
    base, later = baselines(first), baselines(second)
    for least in (1, ENOUGH):
        who = [n for n in range(len(crowd)) if min(len(first[n]), len(second[n])) >= least]
        values = [method(first[n], base) for n in who]
        ability, rate = [crowd[n].ability for n in who], [crowd[n].rate for n in who]
        again = [method(second[n], later) for n in who]
        found.append((spearman(values, ability), partial(values, rate, ability), spearman(values, again)))
    every, busy = found
    return Line(name, (every[0], busy[0]), (every[1], busy[1]), (every[2], busy[2]))
