"""From clicks to figures: which numbers one click adds to, and for what its visitor is new. Pure.

A click counts for the whole organisation, its channel, story, person, link, the person's team and every team above it,
and its hour of the week; each by day, by month and in total. A visitor is new once per day and thing, since the hash
that tells visitors apart changes every day (links/visitors.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

ALL, CHANNEL, STORY, PERSON, LINK, TEAM, HOUR = "all", "channel", "story", "person", "link", "team", "hour"
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
#: Numbers of channels in the tables. A number is never given away again.
CHANNEL_NUMBERS = {
    "linkedin": 1, "facebook": 2, "x": 3, "bluesky": 4, "mastodon": 5, "threads": 6, "xing": 7, "mail": 8,
    "whatsapp": 9, "teams": 10, "system": 11, "copy": 12, "qr": 13, "telegram": 14, "reddit": 15, "slack": 16,
    "instagram": 17, "tiktok": 18, "snapchat": 19, "signature": 20,
}  # fmt: skip
OTHER_CHANNEL = 99
#: Bits of ``new_for``: five fixed ones, then one per team, nearest first. Fifteen fit a small integer.
_FIXED = (ALL, CHANNEL, STORY, PERSON, LINK)
MOST_TEAMS = 15 - len(_FIXED)


@dataclass(frozen=True, slots=True)
class Hit:
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
#: (organisation, day, dimension, key, visitor)
Sight = tuple[int, dt.date, str, int, int]


def place_in_time(at: int, zone: ZoneInfo) -> tuple[dt.date, int]:
    """The day and the hour of the week (Monday 00 is 0, Sunday 23 is 167) of a moment in milliseconds since 1970."""
    local = dt.datetime.fromtimestamp(at / 1000, tz=zone)
    return local.date(), local.weekday() * 24 + local.hour


def things(hit: Hit) -> list[Thing]:
    """What the hit is counted for, in the order of the bits of ``new_for``. No person and no team have key 0."""
    keys = (0, CHANNEL_NUMBERS.get(hit.channel, OTHER_CHANNEL), hit.story_id, hit.person_id or 0, hit.link_id)
    return [*zip(_FIXED, keys, strict=True), *((TEAM, team) for team in hit.teams[:MOST_TEAMS] or (0,))]


def sights(hit: Hit) -> list[Sight]:
    """For which things and which visitor a hit by a person would be new; nothing for robots and "do not track"."""
    if hit.hit != HUMAN or hit.visitor is None:
        return []
    return [(hit.organisation_id, hit.day, dimension, key, hit.visitor) for dimension, key in things(hit)]


def new_bits(hit: Hit, seen: set[Sight]) -> int:
    """The bits of the things for which the visitor is new, and remember them in ``seen``."""
    bits = 0
    for place, sight in enumerate(sights(hit)):
        if sight not in seen:
            seen.add(sight)
            bits |= 1 << place
    return bits


@dataclass(slots=True)
class Tallies:
    """Sums by bucket: columns as in ``COLUMNS``."""

    sums: dict[Bucket, list[int]] = field(default_factory=dict)

    def add(self, hit: Hit, new_for: int) -> None:
        """Count one hit."""
        column = COLUMNS.index(COLUMN_OF.get(hit.hit, "suspects"))
        for place, (dimension, key) in enumerate(things(hit)):
            self._add(hit, dimension, key, column, bool(new_for >> place & 1))
        self._add(hit, HOUR, hit.hour, column, bool(new_for & 1))

    def _add(self, hit: Hit, dimension: str, key: int, column: int, new: bool) -> None:
        for grain, start in stretches(hit.day):
            sums = self.sums.setdefault((hit.organisation_id, dimension, grain, start, key), [0] * len(COLUMNS))
            sums[column] += 1
            sums[1] += new

    def rows(self) -> Iterator[tuple[int | str | dt.date, ...]]:
        """One row per bucket, bucket first, columns behind; in a fixed order, so that two writers never deadlock."""
        return ((*bucket, *sums) for bucket, sums in sorted(self.sums.items()))


def stretches(day: dt.date) -> tuple[tuple[str, dt.date], ...]:
    """The day, the month and the total that a day belongs to."""
    return ((DAY, day), (MONTH, day.replace(day=1)), (TOTAL, EVER))


def tally(hits: Iterable[tuple[Hit, int]]) -> Tallies:
    """The sums of hits with their ``new_for`` bits."""
    tallies = Tallies()
    for hit, new_for in hits:
        tallies.add(hit, new_for)
    return tallies
