"""Which stories a person is shown, in which order, and why. Pure; the formula is algorithms.md 7.1.

Published in five languages at /how/ranking/ and in docs/algorithms/ranking.md: whoever changes a number here changes
it there.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from stemme.feed.likeness import About, likeness_of
from stemme.feed.popularity import NOBODY, Prior, Seen, prior_of
from stemme.kit.languages import best_language
from stemme.library.audience import Audience

PROFILE, TOPIC, TEAM, RECENCY, POPULARITY, PRIORITY = "profile", "topic", "team", "recency", "popularity", "priority"
#: The declared match (0.20) is half a followed topic, half the own team in the audience.
WEIGHTS: Mapping[str, float] = {PROFILE: 0.30, TOPIC: 0.10, TEAM: 0.10, RECENCY: 0.25, POPULARITY: 0.20, PRIORITY: 0.05}
#: Days in which recency halves. A job advertisement halves on the way to its deadline.
NEWS_DAYS, EVERGREEN_DAYS = 7.0, 30.0
#: How much the score counts against being unlike what is already on the list (maximal marginal relevance).
LAMBDA = 0.8
MOST_OF_A_STREAM = 3
#: One of ten places is for a story that few have seen.
EXPLORED = 0.1
FEW_VIEWS = 20
#: From this length on a list holds a story from outside, if there is one.
WITH_OUTSIDE = 3
#: What was shared says more than what was opened; both count half as much after so many days.
OPENED, SHARED, FADING_DAYS = 1.0, 3.0, 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story as the ranking needs it."""

    id: int
    stream: str
    outside: bool
    job: bool
    evergreen: bool
    #: -1 low, 0 normal, 1 high.
    priority: int
    audience: Audience
    #: Languages there is a text in.
    languages: tuple[str, ...]
    topics: frozenset[str]
    starts_at: dt.datetime
    ends_at: dt.datetime | None = None
    #: Everybody in the organisation.
    seen: Seen = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A person as the ranking needs them."""

    language: str
    place: str
    team_line: tuple[int, ...]
    #: The languages they want stories in; empty: they have not said.
    story_languages: tuple[str, ...] = ()
    #: Topics the person follows.
    topics: frozenset[str] = frozenset()
    #: Weights of stories the person opened or shared, see ``memory``.
    history: Mapping[int, float] = field(default_factory=dict)
    #: Not to be shown: shared already, declined, and for mails also what was read.
    done: frozenset[int] = frozenset()
    #: What the person's own division did with a story.
    division: Mapping[int, Seen] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pick:
    """A story on somebody's list. ``values`` add up to ``score``; they stand in the order of WEIGHTS."""

    id: int
    score: float
    values: tuple[float, ...]
    #: On the list to find out whether it interests people.
    explored: bool = False

    @property
    def terms(self) -> dict[str, float]:
        """What each part adds to the score, in points of one."""
        return dict(zip(WEIGHTS, self.values, strict=True))

    @property
    def reasons(self) -> tuple[str, ...]:
        """The names of the two largest terms, the larger first. What adds nothing is no reason."""
        ordered = sorted((-value, name) for name, value in self.terms.items() if value > 0)
        return tuple(name for _, name in ordered[:2])


def memory(acts: Iterable[tuple[int, float, float]]) -> dict[int, float]:
    """Weights of a person's stories from (story, OPENED or SHARED, days ago); of two acts the stronger counts."""
    weights: dict[int, float] = {}
    for story_id, weight, days in acts:
        faded = weight * 2 ** (-max(days, 0.0) / FADING_DAYS)
        weights[story_id] = max(faded, weights.get(story_id, 0.0))
    return weights


def recency(item: Item, now: dt.datetime) -> float:
    """2^(-age/τ), 1 for a story that begins now, 0.5 after τ. τ of a job is the time from its start to its deadline."""
    half = EVERGREEN_DAYS if item.evergreen or item.job else NEWS_DAYS
    if item.job and item.ends_at is not None:
        half = max((item.ends_at - item.starts_at) / dt.timedelta(days=1), 1.0)
    age = max((now - item.starts_at) / dt.timedelta(days=1), 0.0)
    return float(2 ** (-age / half))


@lru_cache(maxsize=1024)
def reads(language: str, available: tuple[str, ...], chosen: tuple[str, ...] = ()) -> bool:
    """Whether somebody with this language reads one of those: one of the languages they have ``chosen``; for who has
    chosen none their own, a Scandinavian neighbour's, or English."""
    if chosen:
        return any(code in chosen for code in available)
    # The empty language comes first, so it is what is left when none of the others will do.
    return best_language(language, ("", *available)) != ""


def may_see(item: Item, reader: Reader, now: dt.datetime) -> bool:
    """The hard filters. An embargo is none of them: it forbids sharing, not reading."""
    return (
        item.starts_at <= now
        and (item.ends_at is None or item.ends_at > now)
        and item.id not in reader.done
        and item.audience.reaches(team_line=reader.team_line, language=reader.language, place=reader.place)
        and reads(reader.language, item.languages, reader.story_languages)
    )


class Ranking:
    """The stories of one moment, ready to be ranked for any number of people.

    ``about`` tells what each item is about, ``past`` what stories that are over were about: they show what a person
    likes. ``now`` and the seeds are arguments, so the same input gives the same list.
    """

    def __init__(
        self, items: Sequence[Item], about: Sequence[About], *, now: dt.datetime, past: Sequence[About] = ()
    ) -> None:
        # The newest first, so that of equals the newer one is found first and nothing depends on the order given.
        self.items, self.now = sorted(items, key=lambda item: -item.id), now
        self.prior: Prior = prior_of(item.seen for item in self.items)
        self._likeness = likeness_of(tuple(about))
        self._past = {story.id: story for story in past}
        self._place = [self._likeness.place[item.id] for item in self.items]
        self._recency = [recency(item, now) for item in self.items]
        self._rate = [self.prior.rate(item.seen) for item in self.items]
        self._rows: dict[int, list[float]] = {}

    def scored(self, reader: Reader) -> dict[int, Pick]:
        """Every story the reader may see with its score, by its number in ``items``."""
        alike = self._likeness.to_profile(reader.history, sorted(reader.topics), past=self._past)
        line = frozenset(reader.team_line)
        found = {}
        for number, item in enumerate(self.items):
            if may_see(item, reader, self.now):
                here = reader.division.get(item.id)
                values = (
                    WEIGHTS[PROFILE] * alike[self._place[number]],
                    0.0 if reader.topics.isdisjoint(item.topics) else WEIGHTS[TOPIC],
                    0.0 if line.isdisjoint(item.audience.team_ids) else WEIGHTS[TEAM],
                    WEIGHTS[RECENCY] * self._recency[number],
                    WEIGHTS[POPULARITY] * (self.prior.within(item.seen, here) if here else self._rate[number]),
                    WEIGHTS[PRIORITY] * item.priority,
                )
                found[number] = Pick(item.id, sum(values), values)
        return found

    def best(self, reader: Reader, *, limit: int, only: Collection[int]) -> list[Pick]:
        """At most ``limit`` of the stories in ``only`` by score alone, the newest of equals first."""
        wanted = [pick for pick in self.scored(reader).values() if pick.id in only]
        return sorted(wanted, key=lambda pick: -pick.score)[:limit]

    def ranked(self, reader: Reader, *, limit: int, seed: object) -> list[Pick]:
        """At most ``limit`` stories, the best first, the explored one last. ``seed`` decides what is explored."""
        chance = random.Random(f"{seed}")  # noqa: S311 - a choice of stories, not a secret
        places = int(limit * EXPLORED) + (chance.random() < limit * EXPLORED % 1)
        chosen = _Choice(self, self.scored(reader))
        chosen.fill(limit - places, with_outside=limit >= WITH_OUTSIDE)
        for _ in range(places):
            chosen.explore(chance)
        chosen.fill(limit, with_outside=False)
        return chosen.picks

    def alike(self, number: int) -> list[float]:
        """How alike each item is to this one."""
        if number not in self._rows:
            row = self._likeness.row(self.items[number].id)
            self._rows[number] = [row[place] for place in self._place]
        return self._rows[number]


class _Choice:
    """The choosing of one list, one story after the other. Stories go by their number."""

    def __init__(self, ranking: Ranking, scored: dict[int, Pick]) -> None:
        self._ranking, self._items, self._left = ranking, ranking.items, scored
        #: For each item how alike it is to the most similar one on the list.
        self._nearest = [0.0] * len(ranking.items)
        self._streams: dict[str, int] = {}
        self._has_outside = False
        self.picks: list[Pick] = []

    def fill(self, length: int, *, with_outside: bool) -> None:
        """Choose by score and difference until the list has this length or nothing is left."""
        while len(self.picks) < length and self._left:
            nearest = self._nearest
            worth = {n: LAMBDA * pick.score - (1 - LAMBDA) * nearest[n] for n, pick in self._left.items()}
            if with_outside and len(self.picks) == length - 1 and not self._has_outside:
                worth = {n: value for n, value in worth.items() if self._items[n].outside} or worth
            self._take(max(worth, key=worth.__getitem__))

    def explore(self, chance: random.Random) -> None:
        """Choose among stories few have seen: each draws from Beta(a + shares, b + others), the highest is taken."""
        prior, drawn = self._ranking.prior, {}
        for number in self._left:
            seen = self._items[number].seen
            if seen.views < FEW_VIEWS:
                others = max(seen.views - seen.shares, 0)
                drawn[number] = chance.betavariate(prior.a + seen.shares, prior.b + others)
        if drawn:
            self._take(max(drawn, key=drawn.__getitem__))
            self.picks[-1] = replace(self.picks[-1], explored=True)

    def _take(self, number: int) -> None:
        self.picks.append(self._left.pop(number))
        item = self._items[number]
        self._has_outside |= item.outside
        self._nearest = [a if a > b else b for a, b in zip(self._nearest, self._ranking.alike(number), strict=True)]
        self._streams[item.stream] = self._streams.get(item.stream, 0) + 1
        if self._streams[item.stream] == MOST_OF_A_STREAM:
            self._left = {n: pick for n, pick in self._left.items() if self._items[n].stream != item.stream}
