"""What a score is made of: the same points by story, by channel and by kind, each adding up to the whole. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Mapping
from typing import TypeVar

from stemme.kit.apportionment import apportioned
from stemme.scores.formula import LOWEST, Counts, Score, Weighed
from stemme.scores.parameters import PARAMETERS, Parameters

Key = TypeVar("Key", bound=Hashable)
#: What nobody reaches.
_TOP = 99


def shown(value: float) -> int:
    """The score as people see it: the nearest whole number, 1 to 99.

    >>> shown(41.5), shown(99.8)
    (42, 99)
    """
    return min(_TOP, math.floor(value + 0.5))


def by(score: Score, key: Callable[[Weighed], Key]) -> dict[Key, float]:
    """Points by what the shares have in common; all together they are the score minus 1."""
    found: dict[Key, float] = {}
    for weighed in score.weighed:
        group = key(weighed)
        found[group] = found.get(group, 0.0) + weighed.part
    return found


def by_kind(score: Score, p: Parameters = PARAMETERS) -> dict[str, float]:
    """Points by what the shares brought (formula.KINDS); a share's part is split in proportion to its effect."""
    found: dict[str, float] = {}
    for weighed in score.weighed:
        if weighed.part:
            for kind, effect in effects(weighed.share.counts, weighed.engagement, p).items():
                found[kind] = found.get(kind, 0.0) + weighed.part * effect / weighed.engagement
    return found


def effects(counts: Counts, engagement: float, p: Parameters = PARAMETERS) -> dict[str, float]:
    """Click equivalents by kind, adding up to ``engagement``, which says how much of the typed-in ones counted."""
    sure = {
        "clicks": p.click * counts.clicks,
        "conversions": p.conversion * counts.conversions,
        "fetched_reactions": p.reaction * counts.fetched_reactions,
        "fetched_comments": p.comment * counts.fetched_comments,
        "fetched_reshares": p.reshare * counts.fetched_reshares,
    }
    typed = {
        "reported_reactions": p.reaction * counts.reported_reactions,
        "reported_comments": p.comment * counts.reported_comments,
        "reported_reshares": p.reshare * counts.reported_reshares,
    }
    own = sum(typed.values())
    counted = (engagement - sum(sure.values())) / own if own else 0.0
    scaled = {kind: effect * counted for kind, effect in typed.items()}
    return {kind: effect for kind, effect in {**sure, **scaled}.items() if effect > 0}


def in_whole_points(points: Mapping[Key, float], value: float) -> dict[Key, int]:
    """The points as whole numbers that add up to the shown score minus 1 (largest remainder), largest first.

    Among equal remainders the larger part comes first, then the earlier one.
    """
    keys = sorted(points, key=lambda key: -points[key])
    whole = apportioned([points[key] for key in keys], shown(value) - int(LOWEST))
    return dict(zip(keys, whole, strict=True))
