"""Who could help whom. Pure.

The language comes first, for two people have to be able to talk; then the nearest field; then the place; then whoever
has most room; then the lot. Nobody who administers the newcomer is proposed (whom the program knows to stand above
them), and nobody for the second time.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

#: Languages whose readers understand each other.
_NEIGHBOURS = frozenset({"nb", "da", "sv"})
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Seeker:
    """A newcomer who waits. ``line``: their team and those above it, the nearest first."""

    person_id: int
    language: str
    line: tuple[int, ...]
    place: str
    #: Helpers who were proposed before.
    not_again: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Free:
    """A helper with room. ``load``: how many they help or were asked for. ``above``: teams they administer."""

    person_id: int
    language: str
    line: tuple[int, ...]
    place: str
    load: int
    room: int
    above: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Bench:
    """Helpers by what they have in common with a newcomer, those with most room first."""

    helpers: dict[int, Free]
    load: dict[int, int]
    lot: dict[int, float]
    heaps: dict[_Key, list[tuple[int, float, int]]] = field(default_factory=dict)

    def put(self, key: _Key, person_id: int) -> None:
        entry = (self.load[person_id], self.lot[person_id], person_id)
        heapq.heappush(self.heaps.setdefault(key, []), entry)

    def take(self, key: _Key, seeker: Seeker) -> int | None:
        """The first who may help this newcomer. Whoever has no room left drops out; the others stay."""
        heap, aside = self.heaps.get(key, []), []
        found = None
        while heap and found is None:
            entry = heapq.heappop(heap)
            load, _lot, person_id = entry
            if self.load[person_id] >= self.helpers[person_id].room:
                continue
            if load != self.load[person_id]:
                self.put(key, person_id)
                continue
            aside.append(entry)
            found = person_id if _fits(seeker, self.helpers[person_id]) else None
        for entry in aside:
            heapq.heappush(heap, entry)
        return found


def match(seekers: Sequence[Seeker], helpers: Sequence[Free], *, seed: int) -> list[tuple[int, int]]:
    """(helper, newcomer) pairs, at most one for a newcomer, in the order of ``seekers``.

    ``seed`` decides among equals. Nobody gets more than their room. Time: seekers and helpers together, times the depth
    of the tree, not one times the other.
    """
    lots = random.Random(seed)  # noqa: S311 - who is asked first, no secret
    bench = _Bench(
        helpers={helper.person_id: helper for helper in helpers},
        load={helper.person_id: helper.load for helper in helpers},
        lot={helper.person_id: lots.random() for helper in helpers},
    )
    for helper in helpers:
        for key in _keys_of(helper):
            bench.put(key, helper.person_id)
    pairs = []
    for seeker in seekers:
        found = next((one for key in _wanted(seeker) if (one := bench.take(key, seeker)) is not None), None)
        if found is not None:
            bench.load[found] += 1
            pairs.append((found, seeker.person_id))
    return pairs


def _fits(seeker: Seeker, helper: Free) -> bool:
    if helper.person_id == seeker.person_id or helper.person_id in seeker.not_again:
        return False
    return not seeker.line or seeker.line[0] not in helper.above


def _groups(language: str) -> tuple[str, ...]:
    """The language, the group it is understood in, and everybody."""
    return (language, "scandinavian", "") if language in _NEIGHBOURS else (language, "")


def _keys_of(helper: Free) -> Iterator[_Key]:
    for group in _groups(helper.language):
        for team in helper.line:
            yield group, team, helper.place
            yield group, team, None
        yield group, None, helper.place
        yield group, None, None


def _wanted(seeker: Seeker) -> Iterator[_Key]:
    """From the nearest to anybody: the language before the field, the field before the place."""
    for group in _groups(seeker.language):
        for team in seeker.line:
            yield group, team, seeker.place
            yield group, team, None
        yield group, None, seeker.place
        yield group, None, None
