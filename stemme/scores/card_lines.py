"""What a card was counted from, as it is kept: one line for each share. Pure.

A line is ``[story, channel, seconds since 1970, clicks, reactions, comments, reshares]``; the last three are what the
person says, typed in or out of their own file. Where a network says it in public there are three more, and the three
before them are 0. It stays right when stories, links or figures change later.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from typing import Any

from stemme.reactions.which import Told
from stemme.scores.formula import Counts, ScoredShare

_DAY = 86_400.0


def line(story_id: int, channel: str, at: int, clicks: int, told: Told) -> list[Any]:
    """One share as it is kept."""
    numbers = [told.numbers.reactions, told.numbers.comments, told.numbers.reshares]
    return [story_id, channel, at, clicks, *([0, 0, 0, *numbers] if told.public else numbers)]


def shares(lines: Iterable[Sequence[Any]], *, now: dt.datetime) -> list[ScoredShare]:
    """The shares as the formula takes them, as old as they are at ``now``; later ones are left out."""
    moment = now.timestamp()
    return [
        ScoredShare(story_id=story, channel=channel, age=(moment - at) / _DAY, counts=_counts(*numbers))
        for story, channel, at, *numbers in lines
        if at <= moment
    ]


@functools.lru_cache(maxsize=4_096)
def _counts(clicks: int, said: int, said_comments: int, said_reshares: int, *public: int) -> Counts:
    """Most of a million shares brought the same few numbers."""
    reactions, comments, reshares = public or (0, 0, 0)
    return Counts(
        clicks=clicks,
        fetched_reactions=reactions,
        fetched_comments=comments,
        fetched_reshares=reshares,
        reported_reactions=said,
        reported_comments=said_comments,
        reported_reshares=said_reshares,
    )
