"""How likely a story is to be shared by those who see it, from few numbers. Pure.

Empirical Bayes: a story starts at the rate of the organisation's stories in general, moves to its own rate as more
colleagues see it, and from there to the rate within the reader's division as more of *them* see it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: What is known beforehand weighs as much as so many colleagues who have seen the story.
STRENGTH = 20
#: Assumed where nobody has seen anything yet: one of twenty shares.
FIRST_GUESS = 0.05


@dataclass(frozen=True, slots=True)
class Seen:
    """To how many people a story was shown, and how many of them shared it."""

    views: int = 0
    shares: int = 0


NOBODY = Seen()


@dataclass(frozen=True, slots=True)
class Prior:
    """What is expected of a story nobody has seen: Beta(``a``, ``b``)."""

    a: float
    b: float

    def rate(self, seen: Seen) -> float:
        """The share rate to expect: (shares + a) / (views + a + b), between 0 and 1."""
        return (seen.shares + self.a) / (max(seen.views, seen.shares) + self.a + self.b)

    def within(self, seen: Seen, group: Seen) -> float:
        """The same within a group, backed off to everybody: few views in the group change little."""
        backed = self.rate(seen)
        return (group.shares + STRENGTH * backed) / (max(group.views, group.shares) + STRENGTH)


def prior_of(stories: Iterable[Seen]) -> Prior:
    """The prior that the organisation's stories give together."""
    views = shares = 0
    for seen in stories:
        views += max(seen.views, seen.shares)
        shares += seen.shares
    rate = (shares + FIRST_GUESS * STRENGTH) / (views + STRENGTH)
    return Prior(a=rate * STRENGTH, b=(1 - rate) * STRENGTH)
