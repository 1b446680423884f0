"""How large the invented organisation is, and how unevenly everything in it is spread. Pure.

The shape is that of the data behind research/stack.md 2: shares by person and clicks by share log-normal, channels by
Zipf's law, 8 % robots, 30 % returning visitors.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

#: So many clicks come by one share: 10 million by 590,000.
CLICKS_PER_SHARE = 17
#: Stories shown to somebody, per click; and how many of those were opened.
OFFERS_PER_CLICK = 0.3
READ_OF_OFFERED = 0.15
CHANNELS = ("linkedin", "facebook", "x", "whatsapp", "mail", "teams", "instagram", "copy")
#: People in one team, teams in one department, departments in one division.
TEAM, DEPARTMENT, DIVISION = 25, 10, 8


@dataclass(frozen=True, slots=True)
class Size:
    """What was asked for. The same numbers and the same day give the same organisation."""

    clicks: int
    people: int
    stories: int
    days: int
    seed: int

    def __post_init__(self) -> None:
        if self.clicks < 0 or self.people < 2 or self.stories < 1 or self.days < 2:
            raise ValueError("at least two people, one story and two days")

    @property
    def shares(self) -> int:
        """How many times something is shared, at the most: somebody may draw the same share twice."""
        return max(1, self.clicks // CLICKS_PER_SHARE)

    @property
    def offers_per_story(self) -> int:
        """To how many people a story is shown."""
        return min(self.people, round(self.clicks * OFFERS_PER_CLICK / self.stories) + 1)

    def chance(self, what: str) -> random.Random:
        """Random numbers for one purpose."""
        return random.Random(f"{self.seed} {what}")  # noqa: S311 - invented people, not secrets


def log_normal(chance: random.Random, count: int, sigma: float) -> list[float]:
    """Weights with a heavy tail."""
    return [chance.lognormvariate(0.0, sigma) for _ in range(count)]


def zipf(count: int) -> list[float]:
    """1, 1/2, 1/3 …"""
    return [1 / rank for rank in range(1, count + 1)]


def spread_out(chance: random.Random, total: int, weights: Sequence[float]) -> list[int]:
    """``total`` things over places by weight: the whole part for certain, the rest by lot. Adds up exactly."""
    scale = total / sum(weights)
    found = [int(weight * scale) for weight in weights]
    ends = list(accumulate(weight * scale - whole for weight, whole in zip(weights, found, strict=True)))
    rest = total - sum(found)
    if rest:
        for place in chance.choices(range(len(found)), cum_weights=ends, k=rest):
            found[place] += 1
    return found
