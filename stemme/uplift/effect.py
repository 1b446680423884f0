"""What inviting caused: the difference per person between those invited and those not, with its interval. Pure.

Welch's interval (Welch 1947, Biometrika 34, 28-35): the groups may differ in size and in spread. Each person is one
case, however many visitors came through their links: visitors of one person are not independent of each other. People
are compared by their lot, whether they shared or not and even if they found the story by another way ("intention to
treat"), so nothing but the lot tells the groups apart.

Visits have a heavy tail: a few people bring most of them. Then the interval is wide, and with few held back it leaves
out zero in up to one of ten lotteries in which inviting did nothing (tests/test_effect.py measures it by simulation):
the few who bring most are rarely among the held. So "caused" takes the lot's own word as well: the share of lots drawn
anew that would give as large a difference among the same numbers (Fisher's test by randomisation, The Design of
Experiments, 1935, section 21), which is exact whatever the tail.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

CAUSED, UNSURE, EARLY = "caused", "unsure", "early"
#: With fewer cases in both groups together nothing is said.
LEAST_CASES = 10
#: Lots are drawn anew so often; in at most this share of them may the difference be as large.
REDRAWN, MOST_CHANCE = 2_000, 0.05
_Z = 1.959963985


@dataclass(frozen=True, slots=True)
class Group:
    """So many people, the sum of what each brought, and the sum of its squares: all that is kept of a group."""

    people: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """Per person; 0 without people."""
        return self.total / self.people if self.people else 0.0

    @property
    def variance(self) -> float:
        """Between people, with n - 1; 0 with fewer than two."""
        if self.people < 2:
            return 0.0
        return max(0.0, (self.squares - self.total * self.total / self.people) / (self.people - 1))


@dataclass(frozen=True, slots=True)
class Effect:
    """Per person: the difference invited minus held back with its 95 % interval. ``verdict``: ``caused`` when the
    interval leaves out zero and lots drawn anew hardly give as much, else ``unsure``; ``early`` when there is too
    little to say anything: then the numbers are 0 and must not be shown."""

    verdict: str
    difference: float = 0.0
    low: float = 0.0
    high: float = 0.0
    invited: int = 0
    held: int = 0

    def in_all(self) -> tuple[float, float, float]:
        """The same for all who were invited together: (difference, low, high)."""
        return self.difference * self.invited, self.low * self.invited, self.high * self.invited


def group_of(numbers: Iterable[float]) -> Group:
    """The group of people who brought these numbers.

    >>> group_of([1, 3, 0])
    Group(people=3, total=4, squares=10)
    """
    found = list(numbers)
    return Group(len(found), sum(found), sum(number * number for number in found))


def chance_of(invited: Sequence[float], held: Sequence[float], *, seed: int, times: int = REDRAWN) -> float:
    """The share of lots drawn anew over the same people that set the means at least as far apart, either way.

    Between 1 / (times + 1) and 1: the lot that was drawn is one of them. Raises ValueError for an empty group.
    """
    if not (invited and held):
        raise ValueError("two groups are needed")
    everybody, draw = [*invited, *held], random.Random(seed)  # noqa: S311 - a lot that decides nothing
    mean = sum(everybody) / len(everybody)
    # The means are the further apart, the further the mean of those held back is from everybody's.
    seen = abs(sum(held) / len(held) - mean) - 1e-9
    as_far = sum(abs(sum(draw.sample(everybody, len(held))) / len(held) - mean) >= seen for _ in range(times))
    return (as_far + 1) / (times + 1)


def effect(invited: Group, held: Group, *, chance: float, floor: int) -> Effect:
    """The effect of inviting, with what ``chance_of`` gave. ``early`` when a group has fewer than ``floor`` people or
    all brought too little."""
    if min(invited.people, held.people) < max(floor, 2) or invited.total + held.total < LEAST_CASES:
        return Effect(EARLY)
    one, other = invited.variance / invited.people, held.variance / held.people
    error = math.sqrt(one + other)
    if error == 0:
        return Effect(EARLY)
    degrees = (one + other) ** 2 / (one * one / (invited.people - 1) + other * other / (held.people - 1))
    half = student_975(degrees) * error
    difference = invited.mean - held.mean
    low, high = difference - half, difference + half
    verdict = CAUSED if (low > 0 or high < 0) and chance <= MOST_CHANCE else UNSURE
    return Effect(verdict, difference, low, high, invited.people, held.people)


def student_975(degrees: float) -> float:
    """The 97.5 % point of Student's t for any number of degrees of freedom from 3 on.

    Abramowitz, Stegun: Handbook of Mathematical Functions, 26.7.5, with four terms; off by less than 0.3 % from 4
    degrees on, 0.02 % from 7 on (which eight people have). Raises ValueError below 3.

    >>> round(student_975(7), 3), round(student_975(30), 3)
    (2.365, 2.042)
    """
    if degrees < 3:
        raise ValueError("too few degrees of freedom")
    z, n = _Z, degrees
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / n ** (power + 1) for power, term in enumerate(terms))
