"""From clicks to figures: which numbers one click adds to, and for what its visitor is new. Pure.

A click counts for the whole organisation, its channel, story, person, link, the person's team and every team above it,
and its hour of the week; each by day, by month and in total. Links are the exception: there are as many as shares, so
they have a total, and days only for as long as clicks are kept (docs/decisions/0010). A visitor is new once per day and
thing, since the hash that tells visitors apart changes every day (links/visitors.py).
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import add
from typing import NamedTuple
from zoneinfo import ZoneInfo

from stemme.kit.periods import month_start
from stemme.links.channel_numbers import CHANNEL_NUMBERS, OTHER_CHANNEL

ALL, CHANNEL, STORY, PERSON, LINK, TEAM, HOUR = "all", "channel", "story", "person", "link", "team", "hour"
#: Everything that is counted.
DIMENSIONS = (ALL, CHANNEL, STORY, PERSON, LINK, TEAM, HOUR)
DAY, WEEK, MONTH, TOTAL = "day", "week", "month", "total"
#: The start of the stretch "since ever".
EVER = dt.date(1, 1, 1)
HUMAN = "human"
#: Which column of a tally a hit is counted in; an unknown class is a suspect.
COLUMN_OF = {
    "human": "clicks",
    "preview": "previews",
    "bot": "bots",
    "suspect": "suspects",
    "self": "own",
    "internal": "own",
}
COLUMNS = ("clicks", "visitors", "previews", "bots", "suspects", "own")
_COLUMN_NUMBER = {hit: COLUMNS.index(column) for hit, column in COLUMN_OF.items()}
_SUSPECTS, _VISITORS = COLUMNS.index("suspects"), COLUMNS.index("visitors")
_QUARTER_MS = 15 * 60 * 1_000
#: Bits of ``new_for``: five fixed ones, then one per team, nearest first. Fifteen fit a small integer.
_FIXED = (ALL, CHANNEL, STORY, PERSON, LINK)
MOST_THINGS = 15
MOST_TEAMS = MOST_THINGS - len(_FIXED)


class Hit(NamedTuple):
    """A click with everything it is counted for. ``teams`` holds the person's team and those above it."""

    organisation_id: int
    link_id: int
    story_id: int
    person_id: int | None
    channel: str
    teams: tuple[int, ...]
    day: dt.date
    hour: int
    hit: str
    visitor: int | None


#: (dimension, key) of something that is counted.
Thing = tuple[str, int]
#: (organisation, dimension, grain, start, key)
Bucket = tuple[int, str, str, dt.date, int]
#: (organisation, day, visitor): somebody on one day.
Somebody = tuple[int, dt.date, int]
#: For which things somebody was counted.
Seen = dict[Somebody, set[Thing]]


def place_in_time(at: int, zone: ZoneInfo) -> tuple[dt.date, int]:
    """The day and the hour of the week (Monday 00 is 0, Sunday 23 is 167) of a moment in milliseconds since 1970."""
    return _place_of_quarter(at // _QUARTER_MS, zone)


@functools.lru_cache(maxsize=4_096)
def _place_of_quarter(quarter: int, zone: ZoneInfo) -> tuple[dt.date, int]:
    """Every hour of every zone since 1972 begins with a quarter of an hour of UTC."""
    local = dt.datetime.fromtimestamp(quarter * (_QUARTER_MS // 1_000), tz=zone)
    return local.date(), local.weekday() * 24 + local.hour


def things(hit: Hit) -> tuple[Thing, ...]:
    """What the hit is counted for, in the order of the bits of ``new_for``. No person and no team have key 0."""
    return _things(hit.channel, hit.story_id, hit.person_id or 0, hit.link_id, hit.teams)


@functools.lru_cache(maxsize=65_536)
def _things(channel: str, story: int, person: int, link: int, teams: tuple[int, ...]) -> tuple[Thing, ...]:
    keys = (0, CHANNEL_NUMBERS.get(channel, OTHER_CHANNEL), story, person, link)
    return (*zip(_FIXED, keys, strict=True), *((TEAM, team) for team in teams[:MOST_TEAMS] or (0,)))


def somebody(hit: Hit) -> Somebody | None:
    """Whom a hit by a person is counted as a visit of; None for robots and "do not track"."""
    if hit.hit != HUMAN or hit.visitor is None:
        return None
    return hit.organisation_id, hit.day, hit.visitor


def new_bits(hit: Hit, seen: Seen) -> int:
    """The bits of the things for which the visitor is new, and remember them in ``seen``."""
    who = somebody(hit)
    if who is None:
        return 0
    all_of_it = things(hit)
    known = seen.get(who)
    if known is None:
        seen[who] = set(all_of_it)
        return (1 << len(all_of_it)) - 1
    bits = 0
    for place, thing in enumerate(all_of_it):
        if thing not in known:
            known.add(thing)
            bits |= 1 << place
    return bits


@dataclass(slots=True)
class Tallies:
    """Sums by organisation and day: columns as in ``COLUMNS``. Months and totals follow from them."""

    days: dict[tuple[int, dt.date], dict[Thing, list[int]]] = field(default_factory=dict)

    def add(self, hit: Hit, new_for: int) -> None:
        """Count one hit."""
        day = self.days.setdefault((hit.organisation_id, hit.day), {})
        column = _COLUMN_NUMBER.get(hit.hit, _SUSPECTS)
        bits = new_for | (new_for & 1) << MOST_THINGS  # An hour's visitors are the organisation's.
        for place, thing in (*enumerate(things(hit)), (MOST_THINGS, (HOUR, hit.hour))):
            sums = day.get(thing)
            if sums is None:
                sums = day[thing] = [0] * len(COLUMNS)
            sums[column] += 1
            sums[_VISITORS] += bits >> place & 1

    def rows(self) -> Iterator[tuple[int | str | dt.date, ...]]:
        """One row per bucket, bucket first, columns behind; in a fixed order, so that two writers never deadlock."""
        sums: dict[Bucket, list[int]] = {}
        for (organisation, day), counted in self.days.items():
            for (dimension, key), columns in counted.items():
                for grain, start in stretches(dimension, day):
                    bucket = (organisation, dimension, grain, start, key)
                    before = sums.get(bucket)
                    sums[bucket] = columns if before is None else list(map(add, before, columns))
        return ((*bucket, *sums[bucket]) for bucket in sorted(sums))


def stretches(dimension: str, day: dt.date) -> tuple[tuple[str, dt.date], ...]:
    """The stretches that a day of this dimension is counted in: day, month and total; of links no month."""
    if dimension == LINK:
        return ((DAY, day), (TOTAL, EVER))
    return ((DAY, day), (MONTH, month_start(day)), (TOTAL, EVER))


def tally(hits: Iterable[tuple[Hit, int]]) -> Tallies:
    """The sums of hits with their ``new_for`` bits."""
    tallies = Tallies()
    for hit, new_for in hits:
        tallies.add(hit, new_for)
    return tallies
