"""From counts of twelve months to positions on the two axes (research/algorithms.md 3.3). Pure.

The network is a mean of three; activity is a ladder and no volume: many reactions never make up for an own sentence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

from stemme.maturity.counts import OwnCounts

#: (field, weight, the counts that stand for 0, 1 and 2).
NETWORK_PARTS = (
    ("connections", 0.50, (30, 300, 1500)),
    ("new_connections", 0.25, (3, 40, 200)),
    ("invitations_sent", 0.25, (0, 20, 120)),
)
#: (how far up it leads, the count where it begins, the count where it ends): reacting, passing on, own posts.
REACTING, PASSING_ON, OWN_POSTS = (1.0, (5, 150)), (1.2, (2, 40)), (2.0, (1, 24))
#: A comment is worth so many reactions.
COMMENT = 3
#: What is seen here: shares as passing on; with own words a little further; several channels; and visitors for each
#: share for the network, since about one contact in sixty follows a link.
OWN_WORDS, CHANNELS = (1.4, (2, 40)), (0.9, (1, 4))
VISITORS = (0.5, 5, 25)
#: Below so many shares their visitors say nothing about a network.
ENOUGH_SHARES = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody did here in twelve months. ``visitors``: unique ones of all their links; None if not counted."""

    shares: int
    own_words: int
    channels: int
    visitors: int | None


def stretch(count: float, anchors: Sequence[float]) -> float:
    """Between anchors on log1p: the first is 0, each further one 1 more. Nothing beyond the ends.

    >>> stretch(30, (30, 300, 1500)), stretch(300, (30, 300, 1500)), stretch(9000, (30, 300, 1500))
    (0.0, 1.0, 2.0)
    """
    at = math.log1p(max(0.0, count))
    points = [math.log1p(anchor) for anchor in anchors]
    if at <= points[0]:
        return 0.0
    for number, (left, right) in enumerate(pairwise(points)):
        if at < right:
            return number + (at - left) / (right - left)
    return float(len(points) - 1)


def positions_of(counts: OwnCounts) -> tuple[float | None, float | None]:
    """(network, activity) in 0..2; None where the counts say nothing. Weights of missing counts go to the others."""
    return _network(counts), _activity(counts)


def _network(counts: OwnCounts) -> float | None:
    given = [(part, getattr(counts, part[0])) for part in NETWORK_PARTS]
    told = [(part[1], stretch(value, part[2])) for part, value in given if value is not None]
    whole = sum(share for share, _ in told)
    return sum(share * value for share, value in told) / whole if told else None


def _activity(counts: OwnCounts) -> float | None:
    rungs: list[float] = []
    if counts.reactions is not None or counts.comments is not None:
        rungs.append(_rung(REACTING, (counts.reactions or 0) + COMMENT * (counts.comments or 0)))
    if counts.reshares is not None:
        rungs.append(_rung(PASSING_ON, counts.reshares))
    if counts.originals is not None:
        rungs.append(_rung(OWN_POSTS, counts.originals))
    return max(rungs) if rungs else None


def _rung(rung: tuple[float, tuple[int, int]], count: int) -> float:
    return rung[0] * stretch(count, rung[1])


def together(sources: Iterable[OwnCounts]) -> OwnCounts:
    """Counts of several services as one: the largest network, and all that was done anywhere."""
    kept = tuple(sources)

    def told(name: str) -> list[int]:
        return [value for value in (getattr(one, name) for one in kept) if value is not None]

    return OwnCounts(
        **{
            field.name: (max if field.name == "connections" else sum)(told(field.name)) if told(field.name) else None
            for field in fields(OwnCounts)
        }
    )


def positions_seen(seen: Seen) -> tuple[float | None, float | None]:
    """(network, activity) that what was done here speaks for at least; None where nothing was done.

    >>> positions_seen(Seen(shares=0, own_words=0, channels=0, visitors=None))
    (None, None)
    """
    if seen.shares < 1:
        return None, None
    activity = max(_rung(PASSING_ON, seen.shares), _rung(OWN_WORDS, seen.own_words), _rung(CHANNELS, seen.channels))
    enough = seen.visitors is not None and seen.shares >= ENOUGH_SHARES
    return (stretch((seen.visitors or 0) / seen.shares, VISITORS) if enough else None), activity
