"""Who went where on the map within half a year, as numbers. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stemme.atlas.panes import Counter, merged, told_some
from stemme.maturity.types import KEYS, TYPES, type_at

#: From so far on, in steps of the map, somebody has moved: nearer than that is the noise of two answers.
MOVED = 0.25
#: Up to so far it was a small step: less than a pane.
SMALL = 1.0


@dataclass(frozen=True, slots=True)
class Way:
    """One person's way: the lot that stands for them, where they were, where they are (0 to 2)."""

    lot: int
    from_network: float
    from_activity: float
    to_network: float
    to_activity: float

    @property
    def more_active(self) -> bool:
        """Further to the right."""
        return self.to_activity - self.from_activity >= MOVED

    @property
    def wider(self) -> bool:
        """Further up."""
        return self.to_network - self.from_network >= MOVED

    @property
    def calmer(self) -> bool:
        """Further to the left."""
        return self.from_activity - self.to_activity >= MOVED

    @property
    def moved(self) -> bool:
        """In one of these directions."""
        return self.more_active or self.wider or self.calmer

    @property
    def small(self) -> bool:
        """By less than a pane."""
        return max(abs(self.to_network - self.from_network), abs(self.to_activity - self.from_activity)) < SMALL

    @property
    def began_in(self) -> int:
        """The pane in which the way began."""
        return TYPES.index(type_at(_step(self.from_network), _step(self.from_activity)))


@dataclass(frozen=True, slots=True)
class Moves:
    """How many of ``people`` moved; None where they, or the others, are too few to be told."""

    panes: tuple[int, ...]
    people: int
    more_active: int | None
    wider: int | None
    calmer: int | None


@dataclass(frozen=True, slots=True)
class Movement:
    """What happened within half a year: how many moved, where to, and the same by the part where they began."""

    moved: int | None
    mostly_small: bool
    whole: Moves
    parts: tuple[Moves, ...]


def movement(ways: Iterable[Way], *, floor: int, count: Counter) -> Movement | None:
    """The movement of a group; None when too few have an earlier place."""
    all_of_them = list(ways)
    if len(all_of_them) < floor:
        return None
    began: list[list[Way]] = [[] for _ in KEYS]
    for way in all_of_them:
        began[way.began_in].append(way)
    parts = merged([len(here) for here in began], floor=floor)
    movers = [way for way in all_of_them if way.moved]
    return Movement(
        moved=told_some([way.lot for way in movers], len(all_of_them), floor=floor, count=count),
        mostly_small=2 * sum(way.small for way in movers) > len(movers),
        whole=_moves(tuple(range(len(KEYS))), all_of_them, floor=floor, count=count),
        parts=tuple(
            _moves(part, [way for pane in part for way in began[pane]], floor=floor, count=count) for part in parts
        )
        if len(parts) > 1
        else (),
    )


def _moves(panes: tuple[int, ...], ways: list[Way], *, floor: int, count: Counter) -> Moves:
    def told(some: Iterable[Way]) -> int | None:
        return told_some([way.lot for way in some], len(ways), floor=floor, count=count)

    return Moves(
        panes,
        count([way.lot for way in ways]),
        told(way for way in ways if way.more_active),
        told(way for way in ways if way.wider),
        told(way for way in ways if way.calmer),
    )


def _step(position: float) -> int:
    return min(2, max(0, round(position)))
