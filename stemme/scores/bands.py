"""Where a score stands among the others: a band, never a rank. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from stemme.scores.parts import shown

#: From so many scored people on, bands are tenths; below, quarters.
FOR_TENTHS = 100
_SCORES = 100


def spread_of(values: Iterable[float], *, floor: int) -> list[int]:
    """How many people have at most 1, 2, … 100; empty when fewer than ``floor`` people have a score."""
    counts = [0] * _SCORES
    for value in values:
        counts[shown(value) - 1] += 1
    return list(itertools.accumulate(counts)) if sum(counts) >= floor else []


def band_of(score: int, spread: Sequence[int]) -> tuple[int, int] | None:
    """The score is higher than that of between so many and so many of a hundred colleagues; None without a spread.

    People with the same shown score count as half below and half above.
    """
    if not spread:
        return None
    people = spread[-1]
    below = spread[score - 2] if score > 1 else 0
    middle = (below + spread[score - 1]) / 2 / people
    bands = 10 if people >= FOR_TENTHS else 4
    place = min(int(middle * bands), bands - 1)
    return place * 100 // bands, (place + 1) * 100 // bands
