"""What a typical share on a channel brings: the yardstick, frozen for a quarter. Pure."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from stemme.scores.parameters import PARAMETERS, Parameters


@dataclass(frozen=True, slots=True)
class Yardstick:
    """The baseline of one channel, and from how many shares it was had."""

    channel: str
    value: float
    shares: int


def yardstick(channel: str, effects: Sequence[float], p: Parameters = PARAMETERS) -> Yardstick:
    """The median of the effects above 0, in click equivalents; below thirty of them it leans on the default.

    ``effects``: verified engagement of shares of the last twelve months that are at least a week old. What people typed
    in is left out, so that nobody can move the yardstick.
    """
    some = [effect for effect in effects if effect > 0]
    default = p.default_of(channel)
    if not some:
        return Yardstick(channel, default, 0)
    median, number = statistics.median(some), len(some)
    if number >= p.enough_shares:
        return Yardstick(channel, median, number)
    lean = number * math.log(median) + p.enough_shares * math.log(default)
    return Yardstick(channel, math.exp(lean / (number + p.enough_shares)), number)
