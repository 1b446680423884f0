"""Which stories a person is shown, in which order, and why. Pure; the formula is algorithms.md 7.1, measured.

Published in five languages at /how/ranking/ and in docs/algorithms/ranking.md: whoever changes a number here changes
it there.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from stemme.feed.choosing import Choice, caps_of
from stemme.feed.items import Item, Leanings, Reader, open_to
from stemme.feed.likeness import About, likeness_of
from stemme.feed.popularity import Faded, Prior, Seen, prior_of

PROFILE, TOPIC, TEAM, LEANING = "profile", "topic", "team", "leaning"
RECENCY, POPULARITY, RUNG, PRIORITY = "recency", "popularity", "rung", "priority"
#: The declared match is a followed topic, the own team in the audience, and what one asked for more or less of.
WEIGHTS: Mapping[str, float] = {
    PROFILE: 0.25, TOPIC: 0.08, TEAM: 0.07, LEANING: 0.10, RECENCY: 0.10, POPULARITY: 0.30, RUNG: 0.05, PRIORITY: 0.05,
}  # fmt: skip
#: Days in which recency halves. A job advertisement halves on the way to its deadline, an event on the way to its day.
NEWS_DAYS, EVERGREEN_DAYS = 7.0, 30.0
#: One of ten places is for a story that few have seen.
EXPLORED = 0.1
#: From this length on a list holds a story from outside, if there is one.
WITH_OUTSIDE = 3
#: What was shared says more than what was opened; both count half as much after so many days.
OPENED, SHARED, FADING_DAYS = 1.0, 3.0, 30.0
_DAY = dt.timedelta(days=1)
#: Kinds of readers whose stories are remembered within one ranking.
_MOST_KINDS = 4096


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
    """2^(-age/τ), 1 for a story that begins now, 0.5 after τ. τ of a job is the time from its start to its deadline, of
    an event that from its start to its day; an event that is over has 0."""
    half, until = (EVERGREEN_DAYS if item.evergreen or item.job else NEWS_DAYS), item.happens_at
    if until is None and item.job:
        until = item.ends_at
    if until is not None:
        half = max((until - item.starts_at) / _DAY, 1.0)
    if item.happens_at is not None and (item.happens_until or item.happens_at) <= now:
        return 0.0
    age = max((now - item.starts_at) / _DAY, 0.0)
    return float(2 ** (-age / half))


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
        self.prior: Prior = prior_of(item.rated for item in self.items)
        self._likeness = likeness_of(tuple(sorted(about, key=lambda story: story.id)))
        self._past = {story.id: story for story in past}
        self._place = [self._likeness.place[item.id] for item in self.items]
        self._caps = [caps_of(item) for item in self.items]
        self._fixed = [
            (WEIGHTS[RECENCY] * recency(item, now), WEIGHTS[PRIORITY] * item.priority) for item in self.items
        ]
        rates = [self.prior.rate(item.rated) for item in self.items]
        self._best_rate = self.prior.best(rates)
        self._rows: dict[int, list[float]] = {}
        self._open: dict[tuple[object, ...], list[int]] = {}
        #: By the identity of a division's figures, which are kept beside so that no other gets the same.
        self._popular: dict[int, tuple[Mapping[int, Seen | Faded], list[float]]] = {}

    def scored(self, reader: Reader) -> dict[int, Pick]:
        """Every story the reader may see with its score, by its number in ``items``."""
        terms = _Terms(self, reader)
        return {number: terms.pick(number) for number in self._numbers(reader)}

    def best(self, reader: Reader, *, limit: int, only: Collection[int]) -> list[Pick]:
        """At most ``limit`` of the stories in ``only`` by score alone, the newest of equals first."""
        terms = _Terms(self, reader)
        wanted = [terms.pick(number) for number in self._numbers(reader) if self.items[number].id in only]
        return sorted(wanted, key=lambda pick: -pick.score)[:limit]

    def ranked(self, reader: Reader, *, limit: int, seed: object) -> list[Pick]:
        """At most ``limit`` stories, the best first, the explored one last. ``seed`` decides what is explored."""
        chance = random.Random(f"{seed}")  # noqa: S311 - a choice of stories, not a secret
        places = int(limit * EXPLORED) + (chance.random() < limit * EXPLORED % 1)
        terms = _Terms(self, reader)
        scores = {number: sum(terms.values(number)) for number in self._numbers(reader)}
        choice = Choice(self.items, scores, alike=self.alike, caps=self._caps)
        choice.fill(limit - places, with_outside=limit >= WITH_OUTSIDE)
        if reader.is_known:
            for _ in range(places):
                choice.explore(lambda number: terms.drawn(number, chance))
        choice.fill(limit, with_outside=False)
        return [terms.pick(number, explored=number in choice.explored) for number in choice.chosen]

    def alike(self, number: int) -> list[float]:
        """How alike each item is to this one."""
        if number not in self._rows:
            row = self._likeness.row(self.items[number].id)
            self._rows[number] = [row[place] for place in self._place]
        return self._rows[number]

    def fixed(self, number: int) -> tuple[float, float]:
        """What recency and priority add, for everybody."""
        return self._fixed[number]

    def profile(self, reader: Reader) -> list[float]:
        """How alike each item is to what the reader follows and remembers, by number."""
        row = self._likeness.to_profile(reader.history, sorted(reader.topics), past=self._past)
        return [row[place] for place in self._place]

    def drawn(self, item: Item, chance: random.Random) -> float:
        """What popularity may come to add to a story few have seen: a share rate from Beta(a + shares, b + others)."""
        others = max(item.seen.views - item.seen.shares, 0)
        rate = chance.betavariate(self.prior.a + item.seen.shares, self.prior.b + others)
        return WEIGHTS[POPULARITY] * min(rate / self._best_rate, 1.0)

    def popular(self, division: Mapping[int, Seen | Faded]) -> list[float]:
        """Each item's share rate in the division, as part of the best one's."""
        known = self._popular.get(id(division))
        if known is None:
            rates = [
                self.prior.within(item.rated, here) if (here := division.get(item.id)) else self.prior.rate(item.rated)
                for item in self.items
            ]
            best = self.prior.best(rates)
            known = self._popular[id(division)] = (division, [rate / best for rate in rates])
        return known[1]

    def leant(self, leanings: Leanings) -> list[float]:
        """How much more (to 1) or less (to -1) of each item somebody asked for."""
        more, less = (self._said(leanings, wanted) for wanted in (True, False))
        return [a - b for a, b in zip(more, less, strict=True)]

    def _said(self, leanings: Leanings, wanted: bool) -> list[float]:
        topics = {slug for slug, more in leanings.topics.items() if more is wanted}
        streams = {stream for stream, more in leanings.streams.items() if more is wanted}
        most = [float(item.stream in streams or not topics.isdisjoint(item.topics)) for item in self.items]
        for story, more in sorted(leanings.stories.items()):
            if more is wanted:
                row = self._likeness.row_of(story, past=self._past)
                most = [max(value, min(row[place], 1.0)) for value, place in zip(most, self._place, strict=True)]
        return most

    def _numbers(self, reader: Reader) -> list[int]:
        """The stories the reader may see. Whoever has team, language and place in common shares the looking."""
        kind = (reader.team_line, reader.language, reader.place, reader.story_languages)
        found = self._open.get(kind)
        if found is None:
            found = [number for number, item in enumerate(self.items) if open_to(item, reader, self.now)]
            if len(self._open) < _MOST_KINDS:
                self._open[kind] = found
        return [number for number in found if self.items[number].id not in reader.done] if reader.done else found


class _Terms:
    """What the parts of the score are for one reader."""

    def __init__(self, ranking: Ranking, reader: Reader) -> None:
        self._ranking, self._reader = ranking, reader
        self._line = frozenset(reader.team_line)
        self._profile = ranking.profile(reader)
        self._popular = ranking.popular(reader.division)
        self._leant = ranking.leant(reader.leanings) if reader.leanings else None

    def values(self, number: int) -> tuple[float, ...]:
        """In the order of WEIGHTS."""
        item, reader = self._ranking.items[number], self._reader
        recent, priority = self._ranking.fixed(number)
        return (
            WEIGHTS[PROFILE] * self._profile[number],
            0.0 if reader.topics.isdisjoint(item.topics) else WEIGHTS[TOPIC],
            0.0 if self._line.isdisjoint(item.audience.team_ids) else WEIGHTS[TEAM],
            WEIGHTS[LEANING] * self._leant[number] if self._leant else 0.0,
            recent,
            WEIGHTS[POPULARITY] * self._popular[number],
            WEIGHTS[RUNG] if reader.rung in item.rungs else 0.0,
            priority,
        )

    def drawn(self, number: int, chance: random.Random) -> float:
        """The score with a share rate drawn by lot in place of the expected one (Thompson sampling)."""
        values = dict(zip(WEIGHTS, self.values(number), strict=True))
        values[POPULARITY] = self._ranking.drawn(self._ranking.items[number], chance)
        return sum(values.values())

    def pick(self, number: int, *, explored: bool = False) -> Pick:
        """The story with its score."""
        values = self.values(number)
        return Pick(self._ranking.items[number].id, sum(values), values, explored)
