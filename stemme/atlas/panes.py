"""What may be said about the panes of a group: merged, blurred, or left out. Pure.

The rules (README.md says why):

1. A pane with fewer people than the floor, with none as well, is merged with a neighbour, until every part has as many
   as the floor. A group whose panes end up in one single part is not shown.
2. The numbers of every group but the whole are blurred by up to two people. By how much follows from who is in it, so
   the same people give the same number by whichever way they are asked for, and asking again tells nothing new.
3. What is left of a group when its shown parts are taken away is nobody, or at least as many people as the floor.
4. Of some out of a group is told how many only when they, and the rest of the group, are as many as the floor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from stemme.maturity.types import KEYS, TYPES

#: Says how many people there are, from the lot that stands for each of them (``lot_of``).
Counter = Callable[[Collection[int]], int]
#: By so many people a number is off, each as likely as it stands here often.
NOISE = (-2, -1, -1, 0, 0, 0, 1, 1, 2)
_LOTS = 1 << 64


@dataclass(frozen=True, slots=True)
class Part:
    """Panes that are told together, by their place in maturity/types.py, and how many people are in them."""

    panes: tuple[int, ...]
    people: int


def lot_of(secret: bytes, person_id: int) -> int:
    """A number below 2^64 that stands for a person in sums; nobody without the secret can tell whose it is."""
    return int.from_bytes(hashlib.blake2b(str(person_id).encode(), key=secret[:64], digest_size=8).digest(), "big")


def exact(lots: Collection[int]) -> int:
    """How many there are. For the whole organisation.

    >>> exact([7, 8])
    2
    """
    return len(lots)


def blurred(lots: Collection[int], *, floor: int) -> int:
    """How many there are, off by up to two, never below the floor. The same people give the same number.

    This is the cell key method of statistical offices: the sum of the lots decides.
    """
    drawn = hashlib.blake2b(str(sum(lots) % _LOTS).encode(), digest_size=8).digest()
    return max(floor, len(lots) + NOISE[int.from_bytes(drawn, "big") % len(NOISE)])


def neighbours(pane: int) -> tuple[int, ...]:
    """The panes that share an edge with a pane.

    >>> neighbours(0), neighbours(4)
    ((1, 3), (1, 3, 5, 7))
    """
    here = TYPES[pane]
    return tuple(
        place
        for place, kind in enumerate(TYPES)
        if abs(kind.network - here.network) + abs(kind.activity - here.activity) == 1
    )


def merged(numbers: Sequence[int], *, floor: int) -> list[tuple[int, ...]]:
    """The panes in parts of at least ``floor`` people each, in the order of the panes; one part when there is no other
    way. The smallest part joins its smallest neighbour first, the earlier pane when two are alike."""
    parts: list[tuple[int, ...]] = [(pane,) for pane in range(len(KEYS))]

    def size(part: tuple[int, ...]) -> tuple[int, int]:
        return sum(numbers[pane] for pane in part), part[0]

    while len(parts) > 1:
        least = min(parts, key=size)
        if size(least)[0] >= floor:
            break
        beside = {near for pane in least for near in neighbours(pane)} - set(least)
        other = min((part for part in parts if beside & set(part)), key=size)
        parts = [part for part in parts if part not in (least, other)] + [tuple(sorted(least + other))]
    return sorted(parts)


def told_parts(people: Iterable[tuple[int, int]], *, floor: int, count: Counter) -> list[Part]:
    """What may be told of people given as (pane, lot); nothing when they are too few, or in one part only."""
    in_pane: list[list[int]] = [[] for _ in KEYS]
    for pane, lot in people:
        in_pane[pane].append(lot)
    numbers = [len(lots) for lots in in_pane]
    parts = merged(numbers, floor=floor)
    if sum(numbers) < floor or len(parts) < 2:
        return []
    return [Part(part, count([lot for pane in part for lot in in_pane[pane]])) for part in parts]


def told_some(some: Collection[int], everybody: int, *, floor: int, count: Counter) -> int | None:
    """How many of ``everybody`` these are; None when they or the others are fewer than the floor."""
    return count(some) if len(some) >= floor and everybody - len(some) >= floor else None


def shown_below(whole: int, groups: Mapping[str, int], *, floor: int) -> set[str]:
    """Which groups inside a whole may be shown, by the people of each that are on the map.

    Small ones are left out; and then the smallest of the others, until what nobody is told about is nobody, or as many
    people as the floor.
    """
    shown = sorted((key for key, people in groups.items() if people >= floor), key=lambda key: (groups[key], key))
    while shown:
        rest = whole - sum(groups[key] for key in shown)
        if rest == 0 or rest >= floor:
            break
        shown.pop(0)
    return set(shown)
