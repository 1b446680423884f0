"""Random parts of the people, for an interval that knows that the same people act on every story. Pure.

The variance of random groups (Wolter, Introduction to Variance Estimation, 2nd edition 2007, chapter 2): a person is in
one part for good, so the parts' rates differ as the people's do. With a part for every person it is the interval over
people's means of research/algorithms.md 3.8. docs/algorithms/involvement.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from stemme.stats.involvement import Involvement, mean_rate

#: More would make the interval hardly narrower (t with 31 degrees of freedom is 2.04, with very many 1.96).
PARTS = 32
#: With fewer parts that hold anybody nothing is said.
FEWEST = 8
_Z95 = 1.959964


def part_of(person_id: int) -> int:
    """The part a person is in, for good. Ids are given in order, so the parts are of one size."""
    return person_id % PARTS


def cluster_interval(middle: float, deviations: Sequence[float]) -> tuple[float, float] | None:
    """95 %: ``middle`` ± t·sd/√N, where ``deviations`` say how far each of the N people (or parts) is from it.

    In the unit of the numbers, per cent: never below 0 nor above 100. None with fewer than ``FEWEST``.
    """
    number = len(deviations)
    if number < FEWEST:
        return None
    deviation = math.sqrt(sum(d * d for d in deviations) / (number - 1))
    half = t95(number - 1) * deviation / math.sqrt(number)
    return max(0.0, middle - half), min(100.0, middle + half)


def interval_per_story(
    stories: Mapping[int, Involvement], parts: Mapping[int, Mapping[int, Involvement]]
) -> tuple[float, float] | None:
    """Of the mean of the stories' rates (``mean_rate``). ``parts``: story → part → the same of that part.

    None when the parts of a story do not come to the whole story: it was counted in part before there were parts.
    """
    told = {story: row for story, row in stories.items() if row.offered}
    middle = mean_rate(list(told.values()))
    if middle is None or any(_sum(parts.get(story, {})) != (row.offered, row.involved) for story, row in told.items()):
        return None
    numbers = sorted({part for story in told for part, row in parts[story].items() if row.offered})
    return cluster_interval(middle, [_deviation(part, told, parts) * len(numbers) for part in numbers])


def _sum(parts: Mapping[int, Involvement]) -> tuple[int, int]:
    return sum(row.offered for row in parts.values()), sum(row.involved for row in parts.values())


def _deviation(part: int, stories: Mapping[int, Involvement], parts: Mapping[int, Mapping[int, Involvement]]) -> float:
    """By how many points this part moves the mean of the rates: those who acted less those who would have at the
    story's rate, of all it was offered to. The deviations of all parts add up to nothing."""
    moved = 0.0
    for story, whole in stories.items():
        row = parts[story].get(part)
        if row is not None:
            moved += 100 * (row.involved - row.offered * whole.involved / whole.offered) / whole.offered
    return moved / len(stories)


def t95(degrees: int) -> float:
    """Student's t for 95 % between: Abramowitz and Stegun 26.7.5, to 0.002 from seven degrees on.

    >>> [round(t95(n), 2) for n in (7, 31, 149)]
    [2.36, 2.04, 1.98]
    """
    z = _Z95
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / degrees + second / degrees**2 + third / degrees**3
