"""Drawing lots: who is not invited for a while. Pure."""

from __future__ import annotations

import random
from collections.abc import Collection

#: Of a hundred, who may be held back.
LEAST_SHARE, MOST_SHARE = 5, 50
#: So many times the organisation's smallest shown group must be in a draw: a tenth of them is one such group.
FLOORS = 10


def held_number(people: int, share: int) -> int:
    """How many of so many are held back: ``share`` per cent, rounded to the nearest, a half upwards.

    Raises ValueError for a share outside LEAST_SHARE to MOST_SHARE.

    >>> held_number(85, 10), held_number(84, 10)
    (9, 8)
    """
    if not LEAST_SHARE <= share <= MOST_SHARE:
        raise ValueError(f"{share} per cent are never held back")
    return (people * share + 50) // 100


def draw(person_ids: Collection[int], *, share: int, seed: int) -> frozenset[int]:
    """Who of these is held back: the first ``held_number`` of a random order.

    Everybody is as likely to be among them as anybody else. The same seed and people give the same lots, in whatever
    order the people come; without the seed nobody can work them out.
    """
    order = sorted(set(person_ids))
    random.Random(seed).shuffle(order)  # noqa: S311 - the seed of a real draw has 128 bits and is kept nowhere
    return frozenset(order[: held_number(len(order), share)])
