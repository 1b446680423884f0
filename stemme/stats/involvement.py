"""Involvement: of those who could, how many did? Definitions and interval of research/algorithms.md 3.8. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from stemme.stats.small_groups import blocks_over

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
    #: How few people it had at the least in each quarter of the year that the period touches, days without anybody left
    #: out; empty: always ``people``. And the same of the period before.
    sizes: tuple[int, ...] = ()
    sizes_before: tuple[int, ...] = ()
    #: Keys of the groups it is made of.
    keys: tuple[int, ...] = ()

    @property
    def active(self) -> bool:
        """Whether anything of it would be in a sum."""
        return any((self.took_part, self.first_timers, self.shares, self.clicks, self.visitors))

    @property
    def least(self) -> tuple[int, ...]:
        """How few people at the least, by quarter."""
        return self.sizes or (self.people,)

    @property
    def least_before(self) -> tuple[int, ...]:
        """How few at the least in the period before."""
        return self.sizes_before or (self.before.invited if self.before else 0,)

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
    the hidden one away. Within a quarter of the year always the same groups are merged, so neither do two periods
    (small_groups.py). A group is compared with the period before only if it was shown then by itself.
    """
    there = [g for g in groups if any(g.least) or g.active]
    if not there:
        return []
    by_key = {g.key: g for g in there}
    found = blocks_over({g.key: g.least for g in there}, floor=floor)
    alone = [by_key[key] for block in found if len(block) == 1 for key in block if min(by_key[key].least) >= floor]
    together = [g for g in there if g not in alone]
    order = {g.key: place for place, g in enumerate(groups)}
    # One that nobody is in any more has no line of its own: what is left of it is in the sum.
    lines = sorted((g for g in alone if g.people >= floor), key=lambda g: order[g.key])
    result = [replace(g, keys=(g.key,)) for g in lines]
    if together and _enough(together, floor=floor):
        result.append(merged(together, name=others))
    before = _keys_before(there, floor=floor)
    known = frozenset().union(*before)
    return [g if frozenset(g.keys) & known in before else replace(g, before=None) for g in result]


def _enough(groups: Sequence[Group], *, floor: int) -> bool:
    least = (sum(sizes) for sizes in zip(*(g.least for g in groups), strict=True))
    return min(least) >= floor and sum(g.people for g in groups) >= floor


def _keys_before(groups: Sequence[Group], *, floor: int) -> set[frozenset[int]]:
    """The groups that were shown in the period before, by their keys."""
    sizes = {g.key: g.least_before for g in groups if any(g.least_before)}
    found = blocks_over(sizes, floor=floor) if sizes else ()
    return {block for block in found if min(map(sum, zip(*(sizes[key] for key in block), strict=True))) >= floor}


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
        keys=tuple(g.key for g in groups),
    )


@dataclass(frozen=True, slots=True)
class Spread:
    """Through whom the visitors came: the most active 3 % and everybody else. Numbers only, never names."""

    most_active: int
    others: int
    by_most_active: int
    by_others: int
    #: The most active 5 % and those who came through them; 0: not counted.
    wider: int = field(default=0, compare=False)
    by_wider: int = field(default=0, compare=False)

    @property
    def outside_wider(self) -> float | None:
        """The share of the visitors, of one, who came through people outside the most active 5 %."""
        total = self.by_most_active + self.by_others
        return (total - self.by_wider) / total if total and self.wider else None

    def may_be_shown(self, floor: int) -> bool:
        """Both parts are groups that may be shown, not two colleagues and the rest."""
        return self.most_active >= floor and self.others >= floor

    def wider_may_be_shown(self, floor: int) -> bool:
        """The most active 5 % may stand beside the 3 %: those between the two are enough."""
        return self.may_be_shown(floor) and self.wider - self.most_active >= floor

    @property
    def share_of_others(self) -> float | None:
        """Per cent of the visitors that came through the other 97 %, or None without visitors."""
        total = self.by_most_active + self.by_others
        return 100 * self.by_others / total if total else None

    @property
    def others_share(self) -> float:
        """The same as a share of one; 0 without visitors."""
        return (self.share_of_others or 0.0) / 100


#: The usual suspects: the few, and as some count them.
FEW, WIDER = 0.03, 0.05


def spread(people: int, activity: Sequence[tuple[int, int]], *, through_nobody: int = 0) -> Spread:
    """The most active: the 3 % (and 5 %) of all ``people`` with the most shares. ``activity``: (shares, visitors) each.

    ``through_nobody`` visitors came by links of people who have left; they belong to the others.
    """
    count, wider = (max(1, round(people * share)) if people else 0 for share in (FEW, WIDER))
    ranked = [visitors for _, visitors in sorted(activity, key=lambda pair: (-pair[0], -pair[1]))]
    few, rest = ranked[:count], ranked[count:]
    others = sum(rest) + through_nobody
    return Spread(count, max(0, people - count), sum(few), others, wider, sum(ranked[:wider]))
