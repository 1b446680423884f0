"""The clicks themselves, one by one, day by day. Pure."""

from __future__ import annotations

import datetime as dt
import random
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from stemme.kit.periods import midnight
from stemme.project.demo.crowd.plan import Plan
from stemme.project.demo.crowd.size import log_normal, spread_out
from stemme.stats.buckets import HUMAN, place_in_time

#: Classes and reasons by weight: 8 % robots, 1.5 % our own.
KINDS = (
    (HUMAN, ""), ("preview", "agent"), ("bot", "agent"), ("suspect", "burst"), ("self", "account"),
    ("internal", "network"),
)  # fmt: skip
_KIND_WEIGHTS = (905, 35, 40, 5, 7, 8)
#: Visitors who have been here on the same day; how many of those come by another link than before.
_RETURNING, _ELSEWHERE = 0.3, 0.15
_NOT_TRACKED = 0.02
#: Mean days from the share to a click; one of twenty comes at any time after.
_CLICKED_AFTER, _LATE = 4.0, 0.05
#: When people click, hours of the day by weight.
HOUR_WEIGHTS = (2, 1, 1, 1, 1, 3, 12, 40, 60, 62, 55, 50, 58, 50, 45, 44, 42, 40, 38, 40, 44, 38, 20, 8)
_HOUR = 3_600_000


class Click(NamedTuple):
    """A hit on the link at this place in the list of shares. ``at`` in milliseconds since 1970."""

    share: int
    at: int
    hour: int
    hit: str
    reason: str
    visitor: int | None


def shares_clicked(plan: Plan) -> list[array[int]]:
    """For each day the shares that were clicked, one entry per click, in no order."""
    chance = plan.size.chance("clicks")
    days: list[array[int]] = [array("I") for _ in range(plan.size.days)]
    if not plan.shares:
        return days
    numbers = spread_out(chance, plan.size.clicks, log_normal(chance, len(plan.shares), 1.6))
    draw, later, last = chance.random, chance.expovariate, plan.last
    for place, (share, number) in enumerate(zip(plan.shares, numbers, strict=True)):
        left = last - share.day
        for _ in range(number):
            after = int(later(1 / _CLICKED_AFTER))
            if after > left or draw() < _LATE:
                after = int(draw() * (left + 1))
            days[share.day + after].append(place)
    return days


def clicks_of_day(
    plan: Plan, number: int, shares: Sequence[int], *, zone: ZoneInfo, until: int | None = None
) -> Iterator[Click]:
    """The clicks of one day in no order. ``until``: none is later than this moment (milliseconds)."""
    chance = plan.size.chance(f"day {number}")
    hours = _hours(plan.day(number), zone, until)
    when = chance.choices(hours, [HOUR_WEIGHTS[hour % 24] for _, hour in hours], k=len(shares))
    kinds = chance.choices(KINDS, _KIND_WEIGHTS, k=len(shares))
    visitors = _Visitors(chance)
    for share, (start, hour), (hit, reason) in zip(shares, when, kinds, strict=True):
        at = start + int(chance.random() * _HOUR)
        yield Click(share, min(at, until or at), hour, hit, reason, visitors.of(share) if hit == HUMAN else None)


def _hours(day: dt.date, zone: ZoneInfo, until: int | None) -> list[tuple[int, int]]:
    """(beginning in milliseconds, hour of the week) of each hour that the day has there; 23 to 25, or those so far."""
    begins = int(midnight(day, zone).timestamp() * 1000)
    starts = [begins + n * _HOUR for n in range(25)]
    found = [(start, place_in_time(start, zone)) for start in starts]
    return [(start, hour) for start, (on, hour) in found if on == day and (until is None or start <= until)]


class _Visitors:
    """Who clicks: new ones, those who come again, those who do not want to be told apart."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.all: list[int] = []
        self.by_share: dict[int, list[int]] = {}

    def of(self, share: int) -> int | None:
        """The visitor of one click."""
        chance = self.chance.random()
        if chance < _NOT_TRACKED:
            return None
        here = self.by_share.setdefault(share, [])
        if chance < _NOT_TRACKED + _RETURNING and self.all:
            known = self.all if not here or self.chance.random() < _ELSEWHERE else here
            visitor = known[int(self.chance.random() * len(known))]
            if known is here:
                return visitor
        else:
            visitor = self.chance.getrandbits(63)
            self.all.append(visitor)
        here.append(visitor)
        return visitor
