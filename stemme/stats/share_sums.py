"""From shares to what they brought: sums by domain, stream, topic, format, language, channel and time. Pure.

Each share belongs to the stretches it was made in; its visitors are all who have come through its link until now
(docs/algorithms/link-analysis.md). Groups of too few different colleagues are merged here, before anything is stored.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlsplit

from stemme.kit.periods import month_start, quarter_of, year_of
from stemme.stats.buckets import EVER, MONTH, WEEK

QUARTER, YEAR, ALWAYS = "quarter", "year", "ever"
#: Everything; and the shares whose owners do not have visits counted, which are left out of all the others.
WHOLE, UNCOUNTED = "all", "uncounted"
#: One story since ever: not a dimension of the analysis.
STORY = "story"
ORIGIN, DOMAIN, STREAM, TOPIC, KIND = "origin", "domain", "stream", "topic", "kind"
CHANNEL, LANGUAGE, WEEKDAY, PART, TIME = "channel", "language", "weekday", "part", "time"
#: In the order of the page. A story with several topics counts for each.
DIMENSIONS = (ORIGIN, DOMAIN, STREAM, TOPIC, KIND, LANGUAGE, CHANNEL, WEEKDAY, PART, TIME)
OWN, OUTSIDE = "own", "outside"
#: The key of what was merged, and that of stories without a topic (or without a domain).
OTHERS, NONE = "", "none"
#: The first hours of the parts of a day: the night, then three hours each.
PARTS = (0, 6, 9, 12, 15, 18, 21)
#: Different people are told apart up to so many: enough for any floor.
MOST_PEOPLE = 200

#: (dimension, key) of a group of shares.
Group = tuple[str, str]
#: (grain, first day) of a stretch.
Stretch = tuple[str, dt.date]


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a share is grouped by because of its story."""

    outside: bool
    domain: str
    stream_id: int
    topic_ids: tuple[int, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class CountedShare:
    """A share with the visitors of its link until now, and when it was made in the organisation's own time."""

    person_id: int
    story_id: int
    channel: str
    language: str
    at: dt.datetime
    visitors: int
    counted: bool = True
    #: Its owner says that it was posted.
    posted: bool = False
    #: The name was taken out after a year: ``person_id`` is a number by lot that is good for one month.
    aged: bool = False


@dataclass(slots=True)
class Sum:
    """Shares of a group: how many, their visitors, the visitors' squares (for the spread), how many were posted as
    people say, how many had a visitor, and by whom."""

    shares: int = 0
    visitors: int = 0
    squares: int = 0
    posted: int = 0
    visited: int = 0
    people: set[int] = field(default_factory=set)
    #: Numbers by lot of those without a name; of several months the largest set.
    nameless: set[int] = field(default_factory=set)
    #: Of a stream: its origin, whose sum is told as well.
    inside: str = ""

    def add(self, share: CountedShare) -> None:
        """Count one share."""
        self.shares += 1
        self.visitors += share.visitors
        self.squares += share.visitors * share.visitors
        self.posted += share.posted
        self.visited += share.visitors > 0
        told_apart = self.nameless if share.aged else self.people
        if len(told_apart) < MOST_PEOPLE:
            told_apart.add(share.person_id)

    def absorb(self, other: Sum, *, of_another_month: bool = False) -> None:
        """Count all shares of another sum."""
        self.inside = other.inside
        self.shares += other.shares
        self.visitors += other.visitors
        self.squares += other.squares
        self.posted += other.posted
        self.visited += other.visited
        if len(self.people) < MOST_PEOPLE:
            self.people |= other.people
        if of_another_month:
            self.nameless = max(self.nameless, other.nameless, key=len)
        elif other.nameless and len(self.nameless) < MOST_PEOPLE:
            self.nameless = self.nameless | other.nameless

    @property
    def different(self) -> int:
        """So many different people at least: those without a name may be the same as those with one."""
        return max(len(self.people), len(self.nameless))


Sums = dict[Group, Sum]
#: Channel, language and time of a share.
Place = tuple[str, str, str]
#: Story, place, and who: a person's number, or a number by lot as ``~number``.
Made = tuple[int, Place, int]
_Key = TypeVar("_Key", Group, tuple[dt.date, dt.date])
_DAY = dt.timedelta(days=1)


def domain_of(url: str) -> str:
    """The host of an address in small letters, without a leading ``www.``; NONE when there is none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return NONE
    return host.removeprefix("www.").rstrip(".") or NONE


def part_of_day(hour: int) -> int:
    """The first hour of the part of the day that an hour lies in."""
    return max(first for first in PARTS if first <= hour)


def _time_key(moment: dt.datetime) -> str:
    return _TIME_KEYS[moment.weekday()][moment.hour]


#: The key of each hour of each weekday.
_TIME_KEYS = tuple(tuple(f"{day}-{part_of_day(hour):02}" for hour in range(24)) for day in range(7))


def _origin_of(story: Attributes) -> str:
    return OUTSIDE if story.outside else OWN


def groups_of_story(story: Attributes) -> tuple[Group, ...]:
    """The groups that all shares of a story are in."""
    topics = [(TOPIC, str(topic)) for topic in story.topic_ids] or [(TOPIC, NONE)]
    return (
        (WHOLE, ""),
        (ORIGIN, _origin_of(story)),
        (DOMAIN, story.domain),
        (STREAM, str(story.stream_id)),
        (KIND, story.kind),
        *topics,
    )


def groups_of_time(key: str) -> tuple[Group, ...]:
    """The day and the part of it that an hour lies in."""
    weekday, _dash, part = key.partition("-")
    return (WEEKDAY, weekday), (PART, part)


def stretches_of(month: dt.date) -> tuple[Stretch, ...]:
    """The stretches that a month (its first day) belongs to."""
    return (
        (MONTH, month),
        (QUARTER, quarter_of(month).first),
        (YEAR, year_of(month).first),
        (ALWAYS, EVER),
    )


@dataclass(frozen=True, slots=True)
class Summed:
    """The sums of every stretch, each counted share by month, and of what stories these are."""

    sums: dict[Stretch, Sums]
    made: dict[dt.date, list[Made]]
    stories: Mapping[int, Attributes]


def summed(shares: Iterable[CountedShare], stories: Mapping[int, Attributes]) -> Summed:
    """The sums of every stretch in which something was shared. Shares of stories that are gone are left out.

    Each share is added to as few sums as possible, and these to all others: a large organisation has half a million.
    """
    months: dict[dt.date, tuple[dict[int, Sum], Sums]] = {}
    weeks: dict[tuple[dt.date, dt.date], Sum] = {}
    made: dict[dt.date, list[Made]] = {}
    places: dict[Place, Place] = {}
    for share in shares:
        if share.story_id not in stories:
            continue
        day = share.at.date()
        first = month_start(day)
        by_story, sums = months.get(first) or months.setdefault(first, ({}, {}))
        if not share.counted:
            _sum_of(sums, (UNCOUNTED, "")).add(share)
            continue
        found = by_story.get(share.story_id)
        if found is None:
            found = by_story[share.story_id] = Sum()
        found.add(share)
        place = share.channel, share.language, _time_key(share.at)
        for group in zip((CHANNEL, LANGUAGE, TIME), place, strict=True):
            _sum_of(sums, group).add(share)
        who = ~share.person_id if share.aged else share.person_id
        made.setdefault(first, []).append((share.story_id, places.setdefault(place, place), who))
        _sum_of(weeks, (first, day - day.weekday() * _DAY)).add(share)
    whole = _summed_up({first: _widened(*parts, stories) for first, parts in months.items()})
    return Summed(whole | _weeks(weeks), made, stories)


def _sum_of(sums: dict[_Key, Sum], group: _Key) -> Sum:
    found = sums.get(group)
    if found is None:
        found = sums[group] = Sum()
    return found


def _weeks(parts: Mapping[tuple[dt.date, dt.date], Sum]) -> dict[Stretch, Sums]:
    """The whole of each week from its parts of one month or two: nobody without a name is known in both."""
    found: dict[Stretch, Sums] = {}
    for (_month, monday), part in parts.items():
        _sum_of(found.setdefault((WEEK, monday), {}), (WHOLE, "")).absorb(part, of_another_month=True)
    return found


def _widened(by_story: Mapping[int, Sum], sums: Sums, stories: Mapping[int, Attributes]) -> Sums:
    """The sums with those that follow from them: of what stories have in common, of weekdays and parts of the day."""
    wide = dict(sums)
    for story, found in by_story.items():
        wide[STORY, str(story)] = found
        for group in groups_of_story(stories[story]):
            _sum_of(wide, group).absorb(found)
        _sum_of(wide, (STREAM, str(stories[story].stream_id))).inside = _origin_of(stories[story])
    for (dimension, key), found in sums.items():
        if dimension == TIME:
            for group in groups_of_time(key):
                _sum_of(wide, group).absorb(found)
    return wide


def _summed_up(months: Mapping[dt.date, Sums]) -> dict[Stretch, Sums]:
    found: dict[Stretch, Sums] = {}
    for month, sums in months.items():
        for stretch in stretches_of(month):
            whole = found.setdefault(stretch, {})
            for group, part in sums.items():
                if group[0] != STORY or stretch[0] == ALWAYS:
                    _sum_of(whole, group).absorb(part, of_another_month=True)
    return found


def fit_to_be_kept(sums: Sums, *, floor: int) -> Sums:
    """The sums without groups of fewer than ``floor`` different people (security.md P-07); empty when all are fewer.

    Within a dimension such groups are merged into OTHERS, and when these are still too few people, the groups with
    the fewest join them: all minus the others must not give the hidden group away.
    """
    whole = sums.get((WHOLE, ""))
    if whole is None or whole.different < floor:
        return {}
    kept = {group: found for group, found in sums.items() if group[0] in {WHOLE, UNCOUNTED}}
    for dimension in (*DIMENSIONS, STORY):
        found = {group: of for group, of in sums.items() if group[0] == dimension}
        # Streams are parts of origins: what is merged of each must be enough people as well.
        apart = {of.inside for of in found.values()} if {(ORIGIN, OWN), (ORIGIN, OUTSIDE)} <= kept.keys() else {None}
        others = Sum()
        for inside in sorted(apart, key=str):
            merged = _merged({g: of for g, of in found.items() if inside in (None, of.inside)}, dimension, floor)
            if few := merged.pop((dimension, OTHERS), None):
                others.absorb(few)
            kept |= merged
        kept |= {(dimension, OTHERS): others} if others.shares else {}
    return kept


def _merged(sums: Sums, dimension: str, floor: int) -> Sums:
    ranked = sorted(sums, key=lambda group: (sums[group].different, sums[group].shares, group))
    others, number = Sum(), 0
    while number < len(ranked) and (sums[ranked[number]].different < floor or (number and others.different < floor)):
        others.absorb(sums[ranked[number]])
        number += 1
    kept = {group: sums[group] for group in ranked[number:]}
    return kept | {(dimension, OTHERS): others} if number else kept
