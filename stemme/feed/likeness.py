"""How alike two stories are: the topics they share and the letters of their titles. Pure.

A story is a vector of two halves of equal weight: its topics, and the character 3- to 5-grams of its titles, hashed
and weighted by how rare they are. No language model, and it works for Nordic and German compounds alike
(algorithms.md 7.1). All weights are positive, so the cosine of two stories lies between 0 and 1.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

#: Places in the vector for letters. Two different n-grams seldom meet in one.
_PLACES = 1 << 18
_SHORTEST, _LONGEST = 3, 5
#: Vectors of stories that are over: some ten kilobytes each.
_MOST_KEPT = 300
Vector = dict[int | str, float]


@dataclass(frozen=True, slots=True)
class About:
    """What a story is about, as far as likeness is concerned."""

    id: int
    topics: tuple[str, ...]
    titles: tuple[str, ...]


@lru_cache(maxsize=4096)
def letters(titles: tuple[str, ...]) -> Mapping[int, int]:
    """How often each hashed n-gram stands in the titles; case does not matter, the ends of words do."""
    counts: Counter[int] = Counter()
    for title in titles:
        for word in title.casefold().split():
            # Four bytes for each character, so that slices of bytes are slices of characters.
            text, end = f" {word} ".encode("utf-32-le", "replace"), 4 * len(word) + 8
            for length in range(4 * _SHORTEST, min(4 * _LONGEST, end) + 1, 4):
                counts.update(zlib.crc32(text[i : i + length]) % _PLACES for i in range(0, end - length + 1, 4))
    return MappingProxyType(counts)


def _unit(vector: Mapping[int, float] | Vector) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {key: value / length for key, value in vector.items()} if length else {}


def topic_vector(topics: Iterable[str]) -> Vector:
    """Topics alone, of length 1; empty without any."""
    vector: Vector = {f"topic {slug}": 1.0 for slug in topics}
    return _unit(vector)


class Likeness:
    """The likeness of all stories of one moment. Rows are computed when first asked for, and kept."""

    def __init__(self, stories: Sequence[About]) -> None:
        self.place = {story.id: number for number, story in enumerate(stories)}
        grams = [letters(story.titles) for story in stories]
        spread = Counter(gram for counts in grams for gram in counts)
        self._rarity = {gram: 1 + math.log(len(stories) / number) for gram, number in spread.items()}
        self._vectors = [self._vector(story) for story in stories]
        self._where: dict[int | str, list[tuple[int, float]]] = {}
        for number, vector in enumerate(self._vectors):
            for key, value in vector.items():
                self._where.setdefault(key, []).append((number, value))
        self._rows: dict[int, list[float]] = {}
        self._over: dict[About, Vector] = {}

    def row(self, story_id: int) -> list[float]:
        """The cosine of this story with each story, in the order given; raises KeyError for an unknown one."""
        return self._row_at(self.place[story_id])

    def row_of(self, story_id: int, *, past: Mapping[int, About]) -> list[float]:
        """The cosine of each story with this one, which may be over (``past``); all 0 for an unknown one."""
        if story_id in self.place:
            return self.row(story_id)
        return self._against(self._vector_over(past[story_id]) if story_id in past else {})

    def _row_at(self, number: int) -> list[float]:
        if number not in self._rows:
            self._rows[number] = self._against(self._vectors[number])
        return self._rows[number]

    def between(self, one: int, other: int) -> float:
        """The cosine of two stories: 0 nothing in common, 1 the same."""
        return self.row(one)[self.place[other]]

    def to_profile(
        self, weights: Mapping[int, float], topics: Iterable[str], *, past: Mapping[int, About] = MappingProxyType({})
    ) -> list[float]:
        """The cosine of each story with a person's profile.

        The profile is the mean of the stories in ``weights``, weighted, plus the vector of the topics the person
        chose. Stories that are over are told of in ``past``; unknown ones are left out. Without either, all is 0.
        """
        known = {s: weight for s, weight in weights.items() if weight > 0 and (s in self.place or s in past)}
        whole, chosen = sum(known.values()), topic_vector(topics)
        # Products with single stories of this moment are known already, for everybody, and their length follows from
        # them. Those that are over are added up first and multiplied once: somebody may have shared hundreds.
        over: Vector = dict(chosen)
        sums = [0.0] * len(self._vectors)
        current = [(self.place[story], weight / whole) for story, weight in known.items() if story in self.place]
        for number, part in current:
            row = self._row_at(number)
            sums = [total + part * value for total, value in zip(sums, row, strict=True)]
        for story_id in sorted(known.keys() - self.place.keys()):
            part = known[story_id] / whole
            for key, value in self._vector_over(past[story_id]).items():
                over[key] = over.get(key, 0.0) + part * value
        more = self._against(over)
        squares = sum(part * (sums[number] + 2 * more[number]) for number, part in current)
        length = math.sqrt(squares + sum(value * value for value in over.values()))
        sums = [total + value for total, value in zip(sums, more, strict=True)]
        return [min(value / length, 1.0) for value in sums] if length else sums

    def _vector_over(self, story: About) -> Vector:
        """Of a story that is over; kept, since many people remember the same ones."""
        vector = self._over.get(story)
        if vector is None:
            vector = self._vector(story)
            if len(self._over) < _MOST_KEPT:
                self._over[story] = vector
        return vector

    def _vector(self, story: About) -> Vector:
        rarest = 1 + math.log(max(len(self.place), 1))
        letters_of = {
            gram: (1 + math.log(count)) * self._rarity.get(gram, rarest)
            for gram, count in letters(story.titles).items()
        }
        return _unit({**topic_vector(story.topics), **_unit(letters_of)})

    def _against(self, vector: Vector) -> list[float]:
        row = [0.0] * len(self._vectors)
        for key, value in vector.items():
            for number, other in self._where.get(key, ()):
                row[number] += value * other
        return row


@lru_cache(maxsize=16)
def likeness_of(stories: tuple[About, ...]) -> Likeness:
    """The likeness of these stories, kept: a page would else read the same titles anew for every reader."""
    return Likeness(stories)
