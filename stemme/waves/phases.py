"""Which of the nine types start at once, which follow after success, and which would rather not. Pure.

After source 004 and research/algorithms.md 1.2; a design decision, shown as such (docs/algorithms/waves.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from stemme.maturity.types import KEYS

AT_ONCE, FOLLOWS, RATHER_NOT = "at_once", "follows", "rather_not"
PHASES = (AT_ONCE, FOLLOWS, RATHER_NOT)
_OF: dict[str, str] = {
    "influencer": AT_ONCE,
    "collaborator": AT_ONCE,
    "enthusiast": AT_ONCE,
    "expert": AT_ONCE,
    "broadcaster": FOLLOWS,
    "participant": FOLLOWS,
    "connector": FOLLOWS,
    "networker": FOLLOWS,
    "inactive": RATHER_NOT,
}


@dataclass(frozen=True, slots=True)
class Shares:
    """A group: the parts of those on the map, in the order of PHASES; they add up to 1."""

    people: int
    parts: tuple[float, ...]


def phase_of(pane: int) -> str:
    """The phase of a pane of the map (its place in maturity/types.py).

    >>> phase_of(0), phase_of(8)
    ('rather_not', 'at_once')
    """
    return _OF[KEYS[pane]]


def shares(people: Iterable[tuple[int, int]], *, floor: int, count: Callable[[Collection[int]], int]) -> Shares | None:
    """The shares of people given as (pane, lot); None when a part is smaller than the floor, also when it is empty.

    ``count`` says how many people some lots are (atlas/panes.py: exact, or blurred).
    """
    lots: dict[str, list[int]] = {phase: [] for phase in PHASES}
    for pane, lot in people:
        lots[phase_of(pane)].append(lot)
    if any(len(found) < floor for found in lots.values()):
        return None
    told = [count(lots[phase]) for phase in PHASES]
    return Shares(sum(told), tuple(number / sum(told) for number in told))
