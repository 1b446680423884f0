"""What a card was counted from, as it is kept: one line for each share. Pure.

A line is ``[story, channel, seconds since 1970, clicks, reactions, comments, reshares]``; the last three are what the
person typed in. It stays right when stories, links or figures change later.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from typing import Any

from stemme.scores.formula import Counts, ScoredShare

_DAY = 86_400.0


def line(story_id: int, channel: str, at: int, clicks: int, typed: tuple[int, int, int]) -> list[Any]:
    """One share as it is kept."""
    return [story_id, channel, at, clicks, *typed]


def shares(lines: Iterable[Sequence[Any]], *, now: dt.datetime) -> list[ScoredShare]:
    """The shares as the formula takes them, as old as they are at ``now``; later ones are left out."""
    moment = now.timestamp()
    return [
        ScoredShare(
            story_id=story,
            channel=channel,
            age=(moment - at) / _DAY,
            counts=_counts(clicks, reactions, comments, reshares),
        )
        for story, channel, at, clicks, reactions, comments, reshares in lines
        if at <= moment
    ]


@functools.lru_cache(maxsize=4_096)
def _counts(clicks: int, reactions: int, comments: int, reshares: int) -> Counts:
    """Most of a million shares brought the same few numbers."""
    return Counts(clicks=clicks, reported_reactions=reactions, reported_comments=comments, reported_reshares=reshares)
