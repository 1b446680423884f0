"""Involvement: of those who could, how many did? Definitions and interval of research/algorithms.md 3.8. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

#: Sociuu, all customers, December 2018 (source 001): per story, and in all.
STORY_BENCHMARK = 22.1
OVERALL_BENCHMARK = 50.0
_Z95 = 1.959964


@dataclass(frozen=True, slots=True)
class Involvement:
    """``involved`` different people out of ``offered`` did something with a story."""

    offered: int
    involved: int

    @property
    def rate(self) -> float | None:
        """Per cent, or None when it was offered to nobody."""
        return 100 * self.involved / self.offered if self.offered else None


@dataclass(frozen=True, slots=True)
class Overall:
    """``took_part`` different people out of ``invited`` did something in a period."""

    invited: int
    took_part: int

    @property
    def lit(self) -> int:
        """Windows that are lit: never more than there are, although somebody may have taken part and left since."""
        return min(self.took_part, self.invited)

    @property
    def rate(self) -> float | None:
        """Per cent, or None when nobody is invited."""
        return 100 * self.lit / self.invited if self.invited else None

    @property
    def share(self) -> float:
        """The same as a share of one; 0 when nobody is invited."""
        return self.lit / self.invited if self.invited else 0.0

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval in per cent: each person is one trial here, so no clusters disturb it."""
        n = self.invited
        if not n:
            return None
        p, z = self.lit / n, _Z95
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def mean_rate(stories: Sequence[Involvement]) -> float | None:
    """Involvement per story: the mean of the stories' rates, in per cent; None without a story that was offered."""
    rates = [story.rate for story in stories if story.rate is not None]
    return sum(rates) / len(rates) if rates else None


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of a group of people. ``people`` decides whether it may be shown."""

    key: int
    name: str
    people: int
    took_part: int
    #: The same group in the period before; None when nobody of it was invited then.
    before: Overall | None
    first_timers: int
    shares: int
    clicks: int
    visitors: int

    @property
    def overall(self) -> Overall:
        """Involvement of the group."""
        return Overall(self.people, self.took_part)

    def change(self, floor: int) -> float | None:
        """Percentage points more or less than before; None when there was no such group, or too small a one."""
        now, before = self.overall.rate, self.before
        if now is None or before is None or before.rate is None or before.invited < floor:
            return None
        return now - before.rate


def shown(groups: Sequence[Group], *, floor: int, others: str) -> list[Group]:
    """Groups that may be shown: those under ``floor`` people are merged into one called ``others``.

    When the merged group is still too small, the smallest shown group joins it: a total minus the others must not give
    the hidden one away (complementary suppression, security.md P-07).
    """
    large = sorted((g for g in groups if g.people >= floor), key=lambda g: g.people, reverse=True)
    small = [g for g in groups if g.people < floor and g.people > 0]
    while small and large and sum(g.people for g in small) < floor:
        small.append(large.pop())
    order = {g.key: place for place, g in enumerate(groups)}
    result = sorted(large, key=lambda g: order[g.key])
    if small and sum(g.people for g in small) >= floor:
        result.append(merged(small, name=others))
    return result


def merged(groups: Sequence[Group], *, name: str) -> Group:
    """One group of several."""
    befores = [g.before for g in groups if g.before is not None]
    return Group(
        key=0,
        name=name,
        people=sum(g.people for g in groups),
        took_part=sum(g.took_part for g in groups),
        before=Overall(sum(b.invited for b in befores), sum(b.took_part for b in befores)) if befores else None,
        first_timers=sum(g.first_timers for g in groups),
        shares=sum(g.shares for g in groups),
        clicks=sum(g.clicks for g in groups),
        visitors=sum(g.visitors for g in groups),
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """Through whom the visitors came: the most active 3 % and everybody else. Numbers only, never names."""

    most_active: int
    others: int
    by_most_active: int
    by_others: int

    @property
    def share_of_others(self) -> float | None:
        """Per cent of the visitors that came through the other 97 %, or None without visitors."""
        total = self.by_most_active + self.by_others
        return 100 * self.by_others / total if total else None

    @property
    def others_share(self) -> float:
        """The same as a share of one; 0 without visitors."""
        return (self.share_of_others or 0.0) / 100


def spread(people: int, activity: Sequence[tuple[int, int]], *, through_nobody: int = 0, share: float = 0.03) -> Spread:
    """The most active: the ``share`` of all ``people`` with the most shares. ``activity``: (shares, visitors) each.

    ``through_nobody`` visitors came by links of people who have left; they belong to the others.
    """
    count = max(1, round(people * share)) if people else 0
    ranked = sorted(activity, key=lambda pair: (-pair[0], -pair[1]))
    few, rest = ranked[:count], ranked[count:]
    others = sum(visitors for _, visitors in rest) + through_nobody
    return Spread(count, max(0, people - count), sum(visitors for _, visitors in few), others)
