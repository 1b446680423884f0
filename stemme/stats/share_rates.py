"""Visitors per share, how sure it is, and what may be concluded. Pure. Formulas: docs/algorithms/link-analysis.md."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields

#: Fewer shares say nothing about a rate.
ENOUGH = 10
#: In the ranking each group is given so many more shares with the average number of visitors.
GIVEN = 20
#: A difference smaller than this is not worth a sentence.
WORTH = 1.2
#: With fewer visitors than this (divided by the dispersion) the interval of a comparison cannot be trusted.
WEIGHTY = 5
#: Of the normal distribution: for intervals that are shown, and for the comparison by which a sentence is decided.
_Z95, _Z999 = 1.959964, 3.290527


@dataclass(frozen=True, slots=True)
class Brought:
    """What some shares brought: their number, their visitors, and the sum of the squares of each one's visitors; how
    many were posted as their owners say, and through how many somebody came."""

    shares: int = 0
    visitors: int = 0
    squares: int = 0
    posted: int = 0
    visited: int = 0

    @property
    def rate(self) -> float | None:
        """Visitors per share, or None without shares."""
        return self.visitors / self.shares if self.shares else None

    @property
    def enough(self) -> bool:
        """Whether there are enough shares to speak of a rate."""
        return self.shares >= ENOUGH

    @property
    def dispersion(self) -> float:
        """How many times wider shares differ than chance alone would make them (variance ÷ mean), at least 1."""
        if self.shares < 2 or not self.visitors:
            return 1.0
        mean = self.visitors / self.shares
        variance = (self.squares - self.visitors * mean) / (self.shares - 1)
        return max(1.0, variance / mean)

    def interval(self, dispersion: float = 1.0) -> tuple[float, float] | None:
        """95 % interval of the rate, None without shares: Byar's limits of a Poisson count, widened by the dispersion.

        The larger dispersion counts: the group's own, or the one given, which is that of all shares.
        """
        if not self.shares:
            return None
        spread = max(self.dispersion, dispersion)
        low, high = _byar(self.visitors / spread)
        return low * spread / self.shares, high * spread / self.shares

    def cautious(self, average: float) -> float:
        """The rate for ranking: drawn towards the average, the more so the fewer shares there are."""
        return (self.visitors + GIVEN * average) / (self.shares + GIVEN)

    def without(self, other: Brought) -> Brought:
        """The shares that are not among the others. Raises ValueError when the others are not a part of these."""
        rest = [getattr(self, of.name) - getattr(other, of.name) for of in fields(self)]
        if min(rest) < 0:
            raise ValueError("only a part can be taken out")
        return Brought(*rest)


def _byar(count: float) -> tuple[float, float]:
    """Limits of the mean of a Poisson count (Breslow and Day 1987, page 69), also for counts that are not whole."""
    more = count + 1
    high = more * (1 - 1 / (9 * more) + _Z95 / (3 * math.sqrt(more))) ** 3
    if count <= 0:
        return 0.0, high
    return count * max(0.0, 1 - 1 / (9 * count) - _Z95 / (3 * math.sqrt(count))) ** 3, high


@dataclass(frozen=True, slots=True)
class Finding:
    """A group whose shares bring ``times`` as many visitors as all other shares; ``key`` says which."""

    key: str
    times: float


def comparison(one: Brought, other: Brought, dispersion: float = 1.0) -> tuple[float, float] | None:
    """99.9 % interval of how many times as many visitors per share the one brings as the other.

    None where nothing can be said: too few shares or visitors. The logarithm of a ratio of two Poisson rates is close
    to normal with variance 1/count + 1/count (Breslow and Day 1987, chapter 3); a count is divided by its dispersion.
    """
    weights = [part.visitors / max(part.dispersion, dispersion) for part in (one, other)]
    if not (one.enough and other.enough and min(weights) >= WEIGHTY and one.rate and other.rate):
        return None
    half = _Z999 * math.sqrt(sum(1 / weight for weight in weights))
    middle = math.log(one.rate / other.rate)
    return math.exp(middle - half), math.exp(middle + half)


def findings(groups: Mapping[str, Brought], whole: Brought, *, candidates: frozenset[str]) -> list[Finding]:
    """What stands out: at most the group furthest above the rest, and the one furthest below.

    Only where the comparison with all other shares leaves no doubt, and the difference is worth a sentence. The
    comparison is so strict because a page has some fifty rows: chance alone writes a sentence on at most one page in
    twenty. Only ``candidates`` are spoken of (merged groups have no name).
    """
    found = [f for key in groups if key in candidates and (f := _finding(key, groups[key], whole)) is not None]
    found.sort(key=lambda finding: (finding.times, finding.key))
    more = [f for f in found[-1:] if f.times > 1]
    less = [f for f in found[:1] if f.times < 1]
    return more + less


def _finding(key: str, group: Brought, whole: Brought) -> Finding | None:
    rest = whole.without(group)
    compared = comparison(group, rest, whole.dispersion)
    if compared is None or compared[0] <= 1 <= compared[1] or not group.rate or not rest.rate:
        return None
    times = group.rate / rest.rate
    return Finding(key, times) if times >= WORTH or times <= 1 / WORTH else None
