"""What is known about one axis: a posterior on a grid of 81 points from 0 to 2 (research/algorithms.md 3.2). Pure.

Every piece of evidence gives a log-likelihood on the grid; they are weighted by age, added up, and made to sum to 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul

from stemme.maturity.questions import OPTIONS

#: The grid: 81 points, 0.025 apart.
GRID: tuple[float, ...] = tuple(number / 40 for number in range(81))
#: The noise of one answer, in units of the axis: most of an option.
ITEM_NOISE = 0.40
#: What all answers of a person have in common beside the truth; it does not average out.
PERSONAL_BIAS = 0.25
#: Standard deviations of what is measured, and of what a person says of themselves.
COUNTS_SD, BEHAVIOUR_SD, CORRECTION_SD = 0.25, 0.30, 0.20
#: So much of its slope is left to behaviour above what was seen: silence here proves nothing about elsewhere.
BEHAVIOUR_ABOVE = 0.05

Curve = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis in short. ``levels``: the memberships in low, middle and high; they sum to 1."""

    mean: float
    sd: float
    levels: tuple[float, float, float]


def low(x: float) -> float:
    """The membership in the low third: 1 below .3, 0 above .7.

    >>> low(0.2), round(low(0.5), 9), low(0.8)
    (1.0, 0.5, 0.0)
    """
    return min(1.0, max(0.0, (0.7 - x) / 0.4))


def high(x: float) -> float:
    """The membership in the high third: 0 below 1.3, 1 above 1.7. The middle is what the two leave."""
    return min(1.0, max(0.0, (x - 1.3) / 0.4))


_SQUARES: Curve = tuple(x * x for x in GRID)
_LOW: Curve = tuple(map(low, GRID))
_HIGH: Curve = tuple(map(high, GRID))


def _below(x: float, sd: float) -> float:
    """The normal distribution function at ``x`` with mean 0."""
    return 0.5 * math.erfc(-x / (sd * math.sqrt(2)))


@lru_cache(maxsize=1024)
def answer_curve(thresholds: tuple[float, ...], option: int, noise: float) -> Curve:
    """Log-likelihood of one answer: a graded response with normal noise.

    The chance of an option is the chance that truth plus noise falls between its two thresholds.
    """
    lower = thresholds[option - 1] if option > 0 else -math.inf
    upper = thresholds[option] if option < OPTIONS - 1 else math.inf
    # Counted from the nearer end, so that small chances keep their digits.
    return tuple(
        math.log(max(1e-300, _below(upper - x, noise) - _below(lower - x, noise)))
        if x >= lower
        else math.log(max(1e-300, _below(x - lower, noise) - _below(x - upper, noise)))
        for x in GRID
    )


@lru_cache(maxsize=4096)
def measured_curve(value: float, sd: float) -> Curve:
    """Log-likelihood of a measurement with normal noise."""
    return tuple(-0.5 * ((x - value) / sd) ** 2 for x in GRID)


@lru_cache(maxsize=4096)
def at_least_curve(value: float, sd: float = BEHAVIOUR_SD, above: float = BEHAVIOUR_ABOVE) -> Curve:
    """Log-likelihood of having been seen to do ``value``: normal below it, almost flat above."""
    return tuple(-0.5 * ((x - value) / sd) ** 2 * (1.0 if x < value else above) for x in GRID)


def tempering(answers: int, noise: float = ITEM_NOISE) -> float:
    """How much of the answers' joint likelihood counts, because they share one person's bias.

    >>> round(tempering(4), 4), round(tempering(1), 4)
    (0.3902, 0.7191)
    """
    spread = noise * noise / answers
    return spread / (spread + PERSONAL_BIAS * PERSONAL_BIAS)


def weight(age: float, half_life: float) -> float:
    """What is left of evidence after ``age`` days: half of it after ``half_life`` days.

    >>> weight(365, 365), weight(-1, 365)
    (0.5, 1.0)
    """
    return float(2.0 ** (-max(0.0, age) / half_life))


def axis_of(weighted: Iterable[tuple[float, Curve]]) -> Axis:
    """The posterior of an axis in short, from log-likelihoods with their weights. Uniform where there is none.

    The sum is taken in a fixed order, so that the order of the evidence changes nothing.
    """
    kept = sorted(pair for pair in weighted if pair[0] > 0)
    if not kept:
        return _short([1.0] * len(GRID))
    factor, curve = kept[0]
    total = [factor * value for value in curve]
    for factor, curve in kept[1:]:
        total = [one + factor * value for one, value in zip(total, curve, strict=True)]
    peak = max(total)
    return _short([math.exp(value - peak) for value in total])


def _short(density: Sequence[float]) -> Axis:
    whole = sum(density)
    mean = sum(map(mul, density, GRID)) / whole
    variance = max(0.0, sum(map(mul, density, _SQUARES)) / whole - mean * mean)
    bottom = sum(map(mul, density, _LOW)) / whole
    top = sum(map(mul, density, _HIGH)) / whole
    return Axis(mean, math.sqrt(variance), (bottom, max(0.0, 1.0 - bottom - top), top))
