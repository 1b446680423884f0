"""Which click gets which part of a conversion (docs/algorithms/attribution.md). Pure.

Parts are whole millionths by the method of the largest remainder, so that they add up to the conversion exactly, in
every model and however many clicks there are.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence

#: A conversion in the smallest parts it is divided into.
WHOLE = 1_000_000
LAST, FIRST, LINEAR, POSITION, DECAY = MODELS = ("last", "first", "linear", "position", "decay")
#: A click that is older by this than the newest one counts half as much.
HALF_LIFE = dt.timedelta(days=7)


def divided(total: int, weights: Sequence[int]) -> list[int]:
    """The total in whole parts as the weights are, each rounded down, or up where most was cut off.

    The parts add up to the total exactly; of equals the first is rounded up. Some weight must be above nothing.
    """
    if len(weights) == 1:
        return [total]
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    by_rest = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in by_rest[: total - sum(parts)]:
        parts[place] += 1
    return parts


def parts(model: str, clicks: Sequence[dt.datetime]) -> list[int]:
    """Each click's part in millionths, in the order of the clicks: oldest first. ``model`` is one of MODELS.

    ``decay`` halves with each week before the newest click: the time from there to the conversion is the same for all,
    and what is the same for all changes no part.
    """
    number = len(clicks)
    if number < 2:
        return [WHOLE] * number
    if model == DECAY:
        ages = (int((clicks[-1] - click).total_seconds()) for click in clicks)
        return divided(WHOLE, [_weight(age) for age in ages])
    return list(_by_place(model, number))


@functools.lru_cache(maxsize=512)
def _by_place(model: str, number: int) -> tuple[int, ...]:
    """The parts of two or more clicks, where only their order counts."""
    between = number - 2
    weights = {
        LAST: [0] * (number - 1) + [1],
        FIRST: [1] + [0] * (number - 1),
        LINEAR: [1] * number,
        # Two fifths for the first and the last; those between share the fifth that is left.
        POSITION: [2 * between, *[1] * between, 2 * between] if between else [1, 1],
    }
    return tuple(divided(WHOLE, weights[model]))


def _weight(age: int) -> int:
    """Billionths: whole numbers, so that no rounding depends on the order of sums. ``age`` in seconds."""
    return max(1, round(10**9 * 0.5 ** (age / HALF_LIFE.total_seconds())))
