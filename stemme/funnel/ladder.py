"""The funnel: from those who may have seen a story to customers. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemme.kit.proportions import wilson

REACH, CLICKS, LANDING, FORM, LEADS, SALES, CUSTOMERS, CONVERSIONS = STEPS = (
    "reach", "clicks", "landing", "form", "leads", "sales", "customers", "conversions",
)  # fmt: skip

#: Contacts of a usual account, with where the figure is from. No network publishes how many of them see a post, so the
#: product with the number of shares is at most who may have seen them (docs/algorithms/value.md).
USUAL_CONTACTS: Mapping[str, int] = {"linkedin": 500, "facebook": 200, "x": 126}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel. ``rate`` and ``interval``: how many of this step took the next one that is known."""

    key: str
    number: int
    #: The bar's width in per cent of the widest, on a logarithmic scale.
    width: float
    estimated: bool = False
    next_key: str = ""
    rate: float | None = None
    interval: tuple[float, float] | None = None


def ladder(numbers: Mapping[str, int]) -> list[Step]:
    """The steps that are known (those missing in ``numbers`` are left out), the widest first in STEPS' order.

    A rate of an estimate has no interval: nobody counted what it is a part of.
    """
    known = [key for key in STEPS if key in numbers]
    top = max([numbers[key] for key in known], default=0)
    found = []
    for key, following in zip(known, [*known, ""][1:], strict=True):
        number, estimated = numbers[key], key == REACH
        rate = numbers[following] / number if following and number and numbers[following] <= number else None
        interval = wilson(numbers[following], number) if rate is not None and not estimated else None
        found.append(Step(key, number, width(number, top), estimated, following, rate, interval))
    return found


def width(number: int, top: int) -> float:
    """Per cent of the widest bar, on a logarithmic scale; nothing for nothing."""
    return round(100 * math.log1p(number) / math.log1p(top), 2) if number and top else 0.0


def reach_at_most(shares: Mapping[str, int]) -> int:
    """How many people shares on these channels may have been shown to at most; other networks add nothing."""
    return sum(number * USUAL_CONTACTS.get(channel, 0) for channel, number in shares.items())


@dataclass(frozen=True, slots=True)
class Line:
    """What one channel, story, campaign or division brought."""

    name: str
    visitors: int
    landing: int
    leads: int
    conversions: float
    #: Conversions in the six months up to the period, the oldest first; for channels.
    months: tuple[float, ...] = ()

    @property
    def rate(self) -> float | None:
        """Conversions for each visitor."""
        return self.conversions / self.visitors if self.visitors else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the rate lies with 95 per cent certainty; None when one visitor may bring several."""
        if not self.visitors or self.conversions > self.visitors:
            return None
        return wilson(round(self.conversions), self.visitors)


def spark(values: Sequence[float]) -> str:
    """The path of a small line in a box of 100 by 100; nothing for fewer than two values or all zeros."""
    top = max(values, default=0.0)
    if len(values) < 2 or not top:
        return ""
    points = [(100 * place / (len(values) - 1), 100 - 92 * value / top) for place, value in enumerate(values)]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
