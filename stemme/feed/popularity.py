"""How likely a story is to be shared by those who see it, from few numbers. Pure.

Empirical Bayes: a story starts at the rate of the organisation's stories in general, moves to its own rate as more
colleagues see it, and from there to the rate within the reader's division as more of *them* see it. What was lately
counts more: what was shared in spring is not what people share now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stemme.stats.lately import HALF_LIFE_DAYS

#: What is known beforehand weighs as much as so many colleagues who have seen the story.
STRENGTH = 20
#: And what everybody does, next to what a division does, as much as so many people of the division.
DIVISION_STRENGTH = 60
#: Assumed where nobody has seen anything yet: one of twenty shares.
FIRST_GUESS = 0.05
#: Of showing and sharing alike half is left after so many days; the figures are kept like that.
FADING_DAYS = HALF_LIFE_DAYS
#: A story has this many times the usual rate at least before it counts in full: where all are alike, none stands out.
TIMES_USUAL = 4


@dataclass(frozen=True, slots=True)
class Seen:
    """To how many people a story was shown, and how many of them shared it."""

    views: int = 0
    shares: int = 0


@dataclass(frozen=True, slots=True)
class Faded:
    """The same, each person counting half for every FADING_DAYS that have passed."""

    views: float = 0.0
    shares: float = 0.0


NOBODY = Seen()


def faded(days: float) -> float:
    """What is left of something that happened so many days ago: 1 for now."""
    return float(2 ** (-max(days, 0.0) / FADING_DAYS))


@dataclass(frozen=True, slots=True)
class Prior:
    """What is expected of a story nobody has seen: Beta(``a``, ``b``)."""

    a: float
    b: float

    @property
    def usual(self) -> float:
        """The share rate of a story nobody has seen."""
        return self.a / (self.a + self.b)

    def rate(self, seen: Seen | Faded) -> float:
        """The share rate to expect: (shares + a) / (views + a + b), between 0 and 1."""
        return (seen.shares + self.a) / (max(seen.views, seen.shares) + self.a + self.b)

    def within(self, seen: Seen | Faded, group: Seen | Faded) -> float:
        """The same within a group, backed off to everybody: few views in the group change little."""
        backed = self.rate(seen)
        return (group.shares + DIVISION_STRENGTH * backed) / (max(group.views, group.shares) + DIVISION_STRENGTH)

    def best(self, rates: Iterable[float]) -> float:
        """What rates are compared with: the best one, or a multiple of the usual one if none is that good. Rates differ
        by some per cent at most; next to parts that range from 0 to 1 they would decide nothing by themselves."""
        return max([*rates, TIMES_USUAL * self.usual])


def prior_of(stories: Iterable[Seen | Faded]) -> Prior:
    """The prior that the organisation's stories give together."""
    views = shares = 0.0
    for seen in stories:
        views += max(seen.views, seen.shares)
        shares += seen.shares
    rate = (shares + FIRST_GUESS * STRENGTH) / (views + STRENGTH)
    return Prior(a=rate * STRENGTH, b=(1 - rate) * STRENGTH)
