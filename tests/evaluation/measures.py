"""Worlds to try rankings in, the simple methods to beat, and how lists are measured. Pure.

A world is a few moments. At each there are stories, what people did until then, and for some people the stories that
turn out to be worth their while afterwards. A method makes a list of ten for each of them; all methods choose from the
same stories, those the product's own filters let through.
"""

from __future__ import annotations

import datetime as dt
import math
import random
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from stemme.feed.items import Item, Reader, may_see
from stemme.feed.likeness import About, likeness_of
from stemme.feed.ranking import Ranking

LENGTH = 10
#: Days in which what is recent halves for the third of the simple methods (algorithms.md 7.2).
RECENT_DAYS = 21.0


@dataclass(frozen=True, slots=True)
class Occasion:
    """Somebody gets a list; ``relevant`` is what they are going to like, ``warm`` whether they did anything before."""

    reader: Reader
    relevant: frozenset[int]
    warm: bool
    seed: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Stories at a time, with how often each was shared ever and lately, and who gets a list."""

    now: dt.datetime
    items: Sequence[Item]
    about: Sequence[About]
    past: Sequence[About]
    shares: dict[int, float]
    recent: dict[int, float]
    occasions: Sequence[Occasion]


@dataclass(slots=True)
class Result:
    """What the lists of one method were worth. Each figure is a mean over lists, coverage a part of all stories."""

    ndcg: list[float] = field(default_factory=list)
    warm: list[bool] = field(default_factory=list)
    unlike: list[float] = field(default_factory=list)
    outside: list[bool] = field(default_factory=list)
    shown: set[int] = field(default_factory=set)
    offered: set[int] = field(default_factory=set)

    @property
    def mean(self) -> float:
        return statistics.fmean(self.ndcg)

    @property
    def error(self) -> float:
        """Standard error of the mean, over lists."""
        return statistics.stdev(self.ndcg) / math.sqrt(len(self.ndcg))

    def mean_of(self, warm: bool) -> float:
        return statistics.fmean(value for value, is_warm in zip(self.ndcg, self.warm, strict=True) if is_warm is warm)

    @property
    def coverage(self) -> float:
        """The part of the stories somebody could have been shown that somebody was shown."""
        return len(self.shown) / len(self.offered)

    @property
    def diversity(self) -> float:
        return statistics.fmean(self.unlike)

    @property
    def with_outside(self) -> float:
        return statistics.fmean(self.outside)


def ndcg(listed: Sequence[int], relevant: Iterable[int]) -> float:
    """Normalised discounted cumulative gain of the first ten: 1 when they could not be better, 0 without any hit."""
    wanted = set(relevant)
    gains = [1 / math.log2(place + 2) for place in range(LENGTH)]
    found = sum(gain for gain, story in zip(gains, listed, strict=False) if story in wanted)
    return found / sum(gains[: len(wanted)])


Method = Callable[[Moment], Callable[[Occasion], list[int]]]


def product(moment: Moment) -> Callable[[Occasion], list[int]]:
    """The product's own lists, as stemme.feed makes them: nothing of it is copied here."""
    ranking = Ranking(moment.items, moment.about, now=moment.now, past=moment.past)
    return lambda one: [pick.id for pick in ranking.ranked(one.reader, limit=LENGTH, seed=one.seed)]


def product_by_score(moment: Moment) -> Callable[[Occasion], list[int]]:
    """By the product's score alone: without variety, caps, the place from outside and the place to explore."""
    ranking = Ranking(moment.items, moment.about, now=moment.now, past=moment.past)
    everything = {item.id for item in moment.items}
    return lambda one: [pick.id for pick in ranking.best(one.reader, limit=LENGTH, only=everything)]


def at_random(moment: Moment) -> Callable[[Occasion], list[int]]:
    def lists(one: Occasion) -> list[int]:
        stories = open_to(moment, one)
        return random.Random(one.seed).sample(stories, min(LENGTH, len(stories)))

    return lists


def by_popularity(moment: Moment) -> Callable[[Occasion], list[int]]:
    return _by(moment, moment.shares)


def by_recent_popularity(moment: Moment) -> Callable[[Occasion], list[int]]:
    return _by(moment, moment.recent)


METHODS: dict[str, Method] = {
    "random": at_random,
    "popularity": by_popularity,
    "recent popularity": by_recent_popularity,
    "product, score alone": product_by_score,
    "product": product,
}


def _by(moment: Moment, shares: dict[int, float]) -> Callable[[Occasion], list[int]]:
    # Of equals the newer, as in the product.
    return lambda one: sorted(open_to(moment, one), key=lambda s: (-shares.get(s, 0.0), -s))[:LENGTH]


def open_to(moment: Moment, one: Occasion) -> list[int]:
    """What the product's filters let through, in a fixed order."""
    return sorted(item.id for item in moment.items if may_see(item, one.reader, moment.now))


def measured(method: Method, moments: Iterable[Moment]) -> Result:
    """All lists of a world by one method."""
    result = Result()
    for moment in moments:
        lists = method(moment)
        outside = {item.id for item in moment.items if item.outside}
        likeness = likeness_of(tuple(sorted(moment.about, key=lambda story: story.id)))
        result.offered.update(item.id for item in moment.items)
        for one in moment.occasions:
            listed = lists(one)
            pairs = [likeness.between(a, b) for n, a in enumerate(listed) for b in listed[:n]]
            result.ndcg.append(ndcg(listed, one.relevant))
            result.warm.append(one.warm)
            result.shown.update(listed)
            result.unlike.append(1 - statistics.fmean(pairs) if pairs else 1.0)
            result.outside.append(not outside.isdisjoint(listed))
    return result


def ahead(one: Result, other: Result) -> tuple[float, float]:
    """By how much the lists of one are better than those of the other, list by list, and the standard error of that."""
    gaps = [a - b for a, b in zip(one.ndcg, other.ndcg, strict=True)]
    return statistics.fmean(gaps), statistics.stdev(gaps) / math.sqrt(len(gaps))
