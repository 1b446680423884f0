"""How many of a wave will have taken part at its end, with an 80 % interval (docs/algorithms/waves.md). Pure.

Each wave has a share p of people who will take part by its end. Shares differ from wave to wave by a Beta distribution
(mean, concentration) which the waves before teach; within a wave, people come in along a curve 1 - exp(-week / tempo).
Mean, concentration, tempo and p are summed over grids; nothing is drawn by lot.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

#: Before any wave: "over 50 %" of a vendor's customers took part (source 001; 3.8), told by who sells it. So about
#: half, and anything from a quarter to three quarters is likely.
PRIOR_MEAN, PRIOR_STRENGTH = 0.52, 8.0
#: How much alike waves are: the concentration of their shares, about 20 (a deviation of 11 points) give or take a
#: factor of two and a half.
PRIOR_ALIKE, PRIOR_ALIKE_LOG_SD = 20.0, 0.9
#: Weeks after which 63 % of those who come are there, and how likely each is before anything was seen.
TEMPOS: tuple[float, ...] = (1.0, 1.6, 2.5, 4.0, 6.5)
_TEMPO_PRIOR = (0.1, 0.25, 0.3, 0.25, 0.1)
#: Weeks differ by more than people's chance (holidays, a good story): their counts teach the tempo a tenth as much.
TEMPO_COUNTS = 0.1
#: The interval leaves out so much at either end.
TAIL = 0.1

_MEANS = tuple((number + 0.5) / 16 for number in range(16))
_ALIKE = (4.0, 8.0, 16.0, 32.0, 64.0, 128.0)
_STEPS = 320
_SHARES = tuple((number + 0.5) / _STEPS for number in range(_STEPS))
_EXACT_UP_TO = 60
_NEGLIGIBLE = 1e-6

Weights = list[float]


@dataclass(frozen=True, slots=True)
class Past:
    """A wave that began earlier. ``by_week``: how many different people had taken part after each whole week, of
    ``weeks`` that it lasts; shorter while it goes on."""

    people: int
    by_week: tuple[int, ...]
    weeks: float

    @property
    def took(self) -> int:
        """How many by now."""
        return self.by_week[-1] if self.by_week else 0


@dataclass(frozen=True, slots=True)
class Expected:
    """People who will have taken part at the end of the wave: in 80 of 100 cases between ``low`` and ``high``."""

    low: int
    middle: float
    high: int


def come_by(week: float, weeks: float, tempo: float) -> float:
    """The part of those who take part within ``weeks`` that is there after ``week``.

    >>> come_by(0, 8, 2.5), come_by(8, 8, 2.5), round(come_by(2, 8, 2.5), 2)
    (0.0, 1.0, 0.57)
    """
    if week >= weeks:
        return 1.0
    return math.expm1(-max(0.0, week) / tempo) / math.expm1(-weeks / tempo)


def expect(history: Sequence[Past], people: int, weeks_left: float, taken: int, *, weeks: float = 8) -> Expected:
    """What to expect of a wave of ``people`` that lasts ``weeks``, has ``weeks_left`` and ``taken`` taking part now.

    A wave that has not begun has all its weeks left and nobody taking part; one that is over is known.
    """
    taken = min(taken, people)
    if people == 0 or weeks_left <= 0:
        return Expected(taken, float(taken), taken)
    begun = weeks_left < weeks
    parts = []
    for tempo, weight in zip(TEMPOS, _tempos(history), strict=True):
        there = come_by(weeks - weeks_left, weeks, tempo)
        shares, log_weight = _shares(history, tempo), math.log(weight)
        if begun:
            seen = [_log_taken(people, taken, share, there) for share in _SHARES]
            peak = max(seen)
            shares = [share * math.exp(value - peak) for share, value in zip(shares, seen, strict=True)]
            log_weight += math.log(max(1e-300, sum(shares))) + peak
        parts.append((log_weight, there, shares))
    return _interval(_mixture(parts), people, taken)


def _mixture(parts: Sequence[tuple[float, float, Weights]]) -> list[tuple[float, float]]:
    """(weight, chance that somebody who has not taken part yet will) over tempos and shares, summing to 1.

    ``parts``: for each tempo the logarithm of its weight, who is there of those who come, and the shares.
    """
    largest = max(log_weight for log_weight, *_ in parts)
    found = []
    for log_weight, there, shares in parts:
        weight, whole = math.exp(log_weight - largest), sum(shares)
        for share, at in zip(shares, _SHARES, strict=True):
            part = weight * share / whole if whole else 0.0
            if part > 1e-9:
                found.append((part, at * (1 - there) / (1 - at * there)))
    whole = sum(part for part, _ in found)
    return [(part / whole, chance) for part, chance in found]


def _interval(mixture: Sequence[tuple[float, float]], people: int, taken: int) -> Expected:
    rest = people - taken
    middle = taken + rest * sum(weight * chance for weight, chance in mixture)
    chances = _gathered(mixture)
    low = _quantile(chances, rest, TAIL)
    high = _quantile(chances, rest, 1 - TAIL)
    return Expected(taken + low, middle, taken + high)


def _gathered(mixture: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same with at most 200 different chances, so that quantiles are found quickly."""
    sums: dict[int, list[float]] = {}
    for weight, chance in mixture:
        here = sums.setdefault(int(chance * 200), [0.0, 0.0])
        here[0] += weight
        here[1] += weight * chance
    return [(weight, product / weight) for weight, product in sums.values()]


def _quantile(chances: Sequence[tuple[float, float]], people: int, wanted: float) -> int:
    """The smallest number that is not passed with at least this chance."""
    lowest, highest = 0, people
    while lowest < highest:
        middle = (lowest + highest) // 2
        if sum(weight * _at_most(middle, people, chance) for weight, chance in chances) >= wanted:
            highest = middle
        else:
            lowest = middle + 1
    return lowest


def _at_most(number: int, people: int, chance: float) -> float:
    """The chance that at most ``number`` of ``people`` come: exact for few, normal for many."""
    if number >= people or chance <= 0.0:
        return 1.0
    if chance >= 1.0:
        return 0.0
    if people <= _EXACT_UP_TO:
        return min(1.0, math.fsum(math.exp(_log_binomial(people, n, chance)) for n in range(number + 1)))
    spread = math.sqrt(people * chance * (1 - chance))
    return 0.5 * math.erfc(-(number + 0.5 - people * chance) / (spread * math.sqrt(2)))


def _log_binomial(people: int, number: int, chance: float) -> float:
    return _log_choose(people, number) + number * math.log(chance) + (people - number) * math.log1p(-chance)


@lru_cache(maxsize=65536)
def _log_choose(people: int, number: int) -> float:
    return math.lgamma(people + 1) - math.lgamma(number + 1) - math.lgamma(people - number + 1)


def _log_taken(people: int, taken: int, share: float, there: float) -> float:
    """Log-likelihood of ``taken`` of ``people`` when ``share`` will come and ``there`` of those are there."""
    chance = share * there
    if chance <= 0.0:
        return 0.0 if taken == 0 else -700.0
    return taken * math.log(chance) + (people - taken) * math.log1p(-min(chance, 1 - 1e-12))


def _tempos(history: Sequence[Past]) -> Weights:
    """How likely each tempo is after the weeks of the waves before. They sum to 1."""
    logs = []
    for tempo, prior in zip(TEMPOS, _TEMPO_PRIOR, strict=True):
        total = math.log(prior)
        for past in history:
            total += TEMPO_COUNTS * sum(
                new * math.log(_between(week, past.weeks, tempo)) for week, new in _new(past) if new
            )
            total -= TEMPO_COUNTS * past.took * math.log(max(1e-12, come_by(len(past.by_week), past.weeks, tempo)))
        logs.append(total)
    peak = max(logs)
    weights = [math.exp(value - peak) for value in logs]
    return [weight / sum(weights) for weight in weights]


def _new(past: Past) -> Iterator[tuple[int, int]]:
    """(week, newcomers) of each week that is over; week 1 is the first."""
    for week, (before, now) in enumerate(pairwise((0, *past.by_week)), start=1):
        yield week, max(0, now - before)


def _between(week: int, weeks: float, tempo: float) -> float:
    return max(1e-12, come_by(week, weeks, tempo) - come_by(week - 1, weeks, tempo))


def _shares(history: Sequence[Past], tempo: float) -> Weights:
    """How likely each share is for a new wave, after the waves before. They sum to 1."""
    return list(
        _after(
            tuple(
                (past.people, min(past.took, past.people), come_by(len(past.by_week), past.weeks, tempo))
                for past in history
                if past.people and past.by_week
            )
        )
    )


@lru_cache(maxsize=256)
def _after(seen: tuple[tuple[int, int, float], ...]) -> tuple[float, ...]:
    """The same from (people, who took part, who is there of those who come) of each wave before.

    Waves that are over say the same whatever the tempo, so this is often asked again.
    """
    likely = [_likely(*one) for one in seen]
    weights = []
    for prior, density in _kinds():
        weight = prior
        for first, values in likely:
            weight *= sum(map(float.__mul__, density[first : first + len(values)], values))
        weights.append(weight)
    least = max(weights) * _NEGLIGIBLE
    total = [0.0] * _STEPS
    for weight, (_, density) in zip(weights, _kinds(), strict=True):
        if weight > least:
            total = [value + weight * more for value, more in zip(total, density, strict=True)]
    whole = sum(total)
    return tuple(value / whole for value in total)


def _likely(people: int, took: int, there: float) -> tuple[int, Weights]:
    """The likelihood of each share for what a wave did, the largest being 1, from the first that is not negligible."""
    logs = [_log_taken(people, took, share, there) for share in _SHARES]
    peak = max(logs)
    values = [math.exp(value - peak) for value in logs]
    told = [step for step, value in enumerate(values) if value > _NEGLIGIBLE]
    return told[0], values[told[0] : told[-1] + 1]


@lru_cache(maxsize=1)
def _kinds() -> list[tuple[float, Weights]]:
    """(prior, density of shares) for each mean and concentration."""
    found = []
    for mean in _MEANS:
        likely = mean ** (PRIOR_MEAN * PRIOR_STRENGTH - 1) * (1 - mean) ** ((1 - PRIOR_MEAN) * PRIOR_STRENGTH - 1)
        for alike in _ALIKE:
            off = math.log(alike / PRIOR_ALIKE) / PRIOR_ALIKE_LOG_SD
            logs = [
                (mean * alike - 1) * math.log(share) + ((1 - mean) * alike - 1) * math.log1p(-share)
                for share in _SHARES
            ]
            peak = max(logs)
            density = [math.exp(value - peak) for value in logs]
            whole = sum(density)
            found.append((likely * math.exp(-0.5 * off * off), [value / whole for value in density]))
    return found
