"""All figures of one group on the map, ready to be kept and shown: nothing in them is about few. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from stemme.atlas.jitter import Cloud, coarse
from stemme.atlas.moving import Movement, Moves, Way, movement
from stemme.atlas.panes import blurred, exact, told_parts
from stemme.maturity.types import TYPES


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody on the map: the lot that stands for them, their pane, where they are, and where they were (or None)."""

    lot: int
    pane: int
    network: float
    activity: float
    earlier: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """A group: its parts with their middles, and its movement."""

    clouds: tuple[Cloud, ...]
    moves: Movement | None

    @property
    def placed(self) -> int:
        """How many are on the map: the sum of the parts."""
        return sum(cloud.people for cloud in self.clouds)

    def written(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)


def figures(people: Sequence[Placed], *, floor: int, whole: bool) -> Figures | None:
    """The figures of a group; None if it is not shown. The numbers of the ``whole`` organisation's parts are exact, all
    others blurred: who moved as well, since everybody less the parts that are told would be the part that is not."""
    blur = partial(blurred, floor=floor)
    count = exact if whole else blur
    parts = told_parts(((one.pane, one.lot) for one in people), floor=floor, count=count)
    if not parts:
        return None
    ways = (Way(one.lot, one.earlier[0], one.earlier[1], one.network, one.activity) for one in people if one.earlier)
    clouds = tuple(Cloud(part.panes, part.people, *_middle(part.panes, people)) for part in parts)
    return Figures(clouds, movement(ways, floor=floor, count=blur))


def _middle(panes: tuple[int, ...], people: Iterable[Placed]) -> tuple[float, float]:
    """The middle of a pane's people within it; of merged panes nothing is said but the panes."""
    if len(panes) > 1:
        return 0.5, 0.5
    kind = TYPES[panes[0]]
    here = [one for one in people if one.pane == panes[0]]
    x = sum(one.activity - kind.activity for one in here) / len(here) + 0.5
    y = sum(one.network - kind.network for one in here) / len(here) + 0.5
    return coarse(x), coarse(y)


def read(written: Mapping[str, Any]) -> Figures:
    """What ``written`` gave."""
    clouds = tuple(Cloud(tuple(one["panes"]), one["people"], one["x"], one["y"]) for one in written["clouds"])
    found = written["moves"]
    if found is None:
        return Figures(clouds, None)
    parts = tuple(_read_moves(one) for one in found["parts"])
    return Figures(clouds, Movement(found["moved"], found["mostly_small"], _read_moves(found["whole"]), parts))


def _read_moves(written: Mapping[str, Any]) -> Moves:
    return Moves(
        tuple(written["panes"]), written["people"], written["more_active"], written["wider"], written["calmer"]
    )
