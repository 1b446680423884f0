"""Published prices of clicks, to compare one's own with. In US dollars; never taken over by themselves. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from stemme.outcomes.value.value import Range


@dataclass(frozen=True, slots=True)
class Offer:
    """A published range in USD. ``assumption``: nobody has measured it."""

    channel: str
    each: Range
    source: str
    year: int
    assumption: bool = False


def _range(low: str, base: str, high: str) -> Range:
    return Range(Decimal(low), Decimal(base), Decimal(high))


OFFERS: tuple[Offer, ...] = (
    Offer("linkedin", _range("5", "8", "13"), "Recotap 2024, Stackmatix 2026, AdLibrary 2026", 2026),
    Offer("facebook", _range("1.00", "1.15", "1.90"), "Superads, November 2024 to November 2025", 2025),
    Offer("x", _range("0.50", "0.50", "0.50"), "", 2026, assumption=True),
    Offer("bluesky", _range("0.50", "0.50", "0.50"), "", 2026, assumption=True),
    Offer("mastodon", _range("0.50", "0.50", "0.50"), "", 2026, assumption=True),
    Offer("xing", _range("0.50", "0.50", "0.50"), "", 2026, assumption=True),
)
