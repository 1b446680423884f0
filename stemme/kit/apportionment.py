"""Whole numbers instead of parts, adding up to the whole: the method of the largest remainder (Hamilton's). Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence

#: A part that is a whole number but for the error of floats is that number.
_ERROR = 1e-9


def apportioned(parts: Sequence[float], total: int) -> list[int]:
    """Each part rounded down, or up where most was cut off, so that they add up to ``total``; of equals the first.

    >>> apportioned((100 / 3, 100 / 3, 100 / 3), 100)
    [34, 33, 33]
    """
    whole = [math.floor(part + _ERROR) for part in parts]
    missing = max(0, total - sum(whole))
    for place in sorted(range(len(parts)), key=lambda place: whole[place] - parts[place])[:missing]:
        whole[place] += 1
    return whole
