"""How many people a lottery needs before it can tell an effect from chance. Pure.

Means of two groups of unequal size: Chow, Shao, Wang: Sample Size Calculations in Clinical Research (2nd ed., 2008),
section 3.2.1, also List, Sadoff, Wagner: So you want to run an experiment, now what? (Experimental Economics 14, 2011,
439-457), section 3. Two shares: Fleiss, Levin, Paik: Statistical Methods for Rates and Proportions (3rd ed., 2003),
section 4.3, without the correction for continuity. Both two-sided.
"""

from __future__ import annotations

import math
from statistics import NormalDist

#: One in twenty lotteries without any effect seems to have one; four in five real ones of the planned size are found.
ERROR, POWER = 0.05, 0.80


def _z(error: float, power: float) -> tuple[float, float]:
    normal = NormalDist()
    return normal.inv_cdf(1 - error / 2), normal.inv_cdf(power)


def people_for_means(
    *, difference: float, deviation: float, held: float, error: float = ERROR, power: float = POWER
) -> int:
    """How many people in all tell apart two means ``difference`` apart, with the standard deviation of single people.

    ``held`` is the part held back, between 0 and 1. Raises ValueError for anything not above 0.

    >>> people_for_means(difference=5, deviation=10, held=0.5)
    126
    """
    if not (difference > 0 and deviation > 0 and 0 < held < 1):
        raise ValueError("nothing can be planned with this")
    alpha, beta = _z(error, power)
    return math.ceil(((alpha + beta) * deviation / difference) ** 2 * (1 / held + 1 / (1 - held)))


def smallest_difference(
    *, people: int, deviation: float, held: float, error: float = ERROR, power: float = POWER
) -> float:
    """The smallest difference of two means that so many people tell from chance: the other way round.

    >>> round(smallest_difference(people=126, deviation=10, held=0.5), 2)
    4.99
    """
    if not (people > 0 and deviation >= 0 and 0 < held < 1):
        raise ValueError("nothing can be planned with this")
    alpha, beta = _z(error, power)
    return (alpha + beta) * deviation * math.sqrt((1 / held + 1 / (1 - held)) / people)


def people_for_shares(*, base: float, lifted: float, held: float, error: float = ERROR, power: float = POWER) -> int:
    """How many people in all tell apart the share ``base`` of those held back and ``lifted`` of those invited.

    Raises ValueError for shares outside 0 to 1 or equal ones.

    >>> people_for_shares(base=0.25, lifted=0.4, held=0.5)
    304
    """
    if not (0 <= base <= 1 and 0 <= lifted <= 1 and base != lifted and 0 < held < 1):
        raise ValueError("nothing can be planned with this")
    alpha, beta = _z(error, power)
    ratio = (1 - held) / held
    mean = (base + ratio * lifted) / (1 + ratio)
    spread = alpha * math.sqrt((ratio + 1) * mean * (1 - mean))
    spread += beta * math.sqrt(ratio * base * (1 - base) + lifted * (1 - lifted))
    of_held = spread**2 / (ratio * (lifted - base) ** 2)
    return math.ceil(of_held * (1 + ratio))
