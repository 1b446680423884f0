"""How much of what a stream tells is about the company itself, and how far that is from what it set out to do. Pure.

Definition, sources and limits: docs/algorithms/mix.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

#: Per cent of stories that should be about others, unless a stream says otherwise: at least a third.
DEFAULT_OUTSIDE = 33
#: So much is advised: two thirds.
ADVISED_OUTSIDE = 67
#: Months of the table, and those of them that the index and the hint look at.
MONTHS, RECENT = 12, 3
#: Below so many stories nothing is said about the target: one story more or less would turn it.
FEWEST = 4
#: A stream begins with so many imagined stories in exactly the wanted mix, so that its first story is no verdict.
PRIOR_STORIES = 3
#: And with so many noes for other reasons than being too salesy.
PRIOR_NOES = 8


@dataclass(frozen=True, slots=True)
class Mix:
    """How many stories began that are about the company, and how many about others."""

    own: int = 0
    outside: int = 0

    @property
    def stories(self) -> int:
        """Both together."""
        return self.own + self.outside

    @property
    def outside_share(self) -> float | None:
        """The part about others, 0 to 1; None without a story."""
        return self.outside / self.stories if self.stories else None

    @property
    def own_share(self) -> float | None:
        """The part about the company, 0 to 1; None without a story."""
        return self.own / self.stories if self.stories else None

    def __add__(self, other: Mix) -> Mix:
        return Mix(self.own + other.own, self.outside + other.outside)


def together(mixes: Iterable[Mix]) -> Mix:
    """All of them as one."""
    return sum(mixes, Mix())


def months_until(day: dt.date, number: int = MONTHS) -> tuple[dt.date, ...]:
    """The first days of this many months, the oldest first, the last one being the month of ``day``."""
    count = day.year * 12 + day.month - 1
    return tuple(dt.date(month // 12, month % 12 + 1, 1) for month in range(count - number + 1, count + 1))


def is_over(mix: Mix, target: int) -> bool:
    """True when too little is about others: below ``target`` (per cent), and enough stories to say so."""
    return mix.stories >= FEWEST and mix.outside * 100 < target * mix.stories


def missing(mix: Mix, target: int) -> int:
    """How many stories about others are lacking to reach ``target`` (per cent), all else staying; 0 when reached.

    The smallest whole n with (outside + n) / (stories + n) ≥ target; for a target of 100 with own stories there is
    none, and as many as there are own stories is said.
    """
    short = target * mix.stories - 100 * mix.outside
    if short <= 0:
        return 0
    return mix.own if target >= 100 else -(-short // (100 - target))


def megaphone(mix: Mix, target: int, *, salesy: int = 0, noes: int = 0) -> float:
    """The megaphone index, 0 (a conversation) to below 1 (nothing but oneself, and colleagues say so).

    1 − (1 − own voice beyond the target) × (1 − share of noes that say "too salesy"), both shrunk: see
    docs/algorithms/mix.md. ``noes`` are all that gave a reason, ``salesy`` those of them.
    """
    return 1 - (1 - beyond(mix, target)) * (1 - salesy_share(salesy, noes))


def salesy_share(salesy: int, noes: int) -> float:
    """Which part of the noes with a reason says "too salesy", 0 to below 1, shrunk to 0."""
    return salesy / (noes + PRIOR_NOES)


def beyond(mix: Mix, target: int) -> float:
    """How much of the voice that belongs to others the company took for itself, 0 to below 1, shrunk to 0."""
    if target <= 0:
        return 0.0
    wanted = target / 100
    outside = (mix.outside + PRIOR_STORIES * wanted) / (mix.stories + PRIOR_STORIES)
    return max(0.0, 1 - outside / wanted)
