"""Whether taking part is outside reviews and pay, for pages that say so. Agreements know and tell. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

#: Organisation's id and a moment → an agreement that lets reviews know more is announced or holds.
Source = Callable[[int, dt.datetime], bool]
_sources: list[Source] = []


def tell_reviews(source: Source) -> None:
    """Say who knows. Called once, when the program starts."""
    _sources[:] = [source]


def outside_reviews(organisation_id: int, now: dt.datetime) -> bool:
    """True while nothing about a single person can reach a review or pay, and nothing is announced that would."""
    return not any(source(organisation_id, now) for source in _sources)
