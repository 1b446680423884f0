"""Where the dots of the map are drawn. Pure.

A dot is nobody: it is made from the number of a part and from where its people are on average, and from nothing else.
How the dots of a part lie is drawn by lot, anew each day, and differently for each organisation and group, so none can
be followed from one picture to another.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from stemme.maturity.types import TYPES

#: From so many people on the map one dot stands for ten, or for a hundred: as with the windows of the quay.
TENS_FROM, HUNDREDS_FROM = 1_500, 10_000
#: The edge of a pane that stays free, and the strip for the name at its top, in panes.
EDGE, NAME = 0.06, 0.24


@dataclass(frozen=True, slots=True)
class Cloud:
    """The people of a part: in which panes, how many, and the middle of them within the pane (0 to 1, coarse)."""

    panes: tuple[int, ...]
    people: int
    x: float = 0.5
    y: float = 0.5


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map: activity to the right, network upwards, 0 to 3."""

    x: float
    y: float


def people_per_dot(people: int) -> int:
    """For how many people one dot stands.

    >>> people_per_dot(860), people_per_dot(1_500), people_per_dot(25_000)
    (1, 10, 100)
    """
    return 100 if people >= HUNDREDS_FROM else 10 if people >= TENS_FROM else 1


def coarse(value: float) -> float:
    """The middle of a group within its pane in steps of a tenth, kept away from the edges.

    >>> coarse(0.4999), coarse(0.02)
    (0.5, 0.3)
    """
    return round(min(0.7, max(0.3, value)), 1)


def dots(clouds: Sequence[Cloud], *, seed: str) -> list[Dot]:
    """The dots of a map in no particular order. ``seed`` names the day, the organisation and the group."""
    per = people_per_dot(sum(cloud.people for cloud in clouds))
    lot = random.Random(seed)  # noqa: S311 - a picture, not a secret
    found = [_dot(cloud, lot) for cloud in clouds for _ in range(max(1, round(cloud.people / per)))]
    lot.shuffle(found)
    return found


def _dot(cloud: Cloud, lot: random.Random) -> Dot:
    kind = TYPES[lot.choice(cloud.panes)]
    # Two of five anywhere in the pane, the others around the middle.
    spread = lot.uniform if lot.random() < 0.4 else None
    x = spread(EDGE, 1 - EDGE) if spread else lot.triangular(EDGE, 1 - EDGE, cloud.x)
    y = spread(EDGE, 1 - NAME) if spread else lot.triangular(EDGE, 1 - NAME, min(cloud.y, 1 - NAME))
    return Dot(kind.activity + x, kind.network + y)
