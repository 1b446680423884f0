"""Groups compared fairly: by average per active head, among groups of similar size, never below the floor. Pure.

The rules are published at /how/play/ and in docs/algorithms/fair-play.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: What a challenge may count. Never how many shares: one more post brings no house anything.
WINDOWS, FIRST_STEPS, VISITORS, QUALITY = "windows", "first_steps", "visitors", "quality"
MEASURES = (WINDOWS, FIRST_STEPS, VISITORS, QUALITY)
#: Measures whose value is a share of a group's people, shown as a percentage.
SHARES_OF_PEOPLE = frozenset({WINDOWS, FIRST_STEPS})
#: Groups are of similar size when the larger has at most so many times the people of the smaller.
SIMILAR = 2
#: With fewer groups of similar size than this there is nothing to compare with.
ENOUGH_ALIKE = 3


@dataclass(frozen=True, slots=True)
class House:
    """A group of teams: ``heads`` is whom its ``total`` is divided by, ``people`` how large it is."""

    name: str
    team_ids: tuple[int, ...]
    people: int
    heads: int
    total: float

    @property
    def average(self) -> float:
        """The fair average: what the group came to, per head; 0 without heads."""
        return self.total / self.heads if self.heads else 0.0


def under_roofs(houses: Sequence[House], *, floor: int) -> list[House]:
    """The houses by the alphabet; one with fewer than ``floor`` people shares a roof with the next one.

    The last one shares with the one before. Nothing at all when everybody together is fewer than the floor, so that no
    group below it is ever seen, nor to be had by subtraction (security.md P-07).
    """
    found: list[House] = []
    waiting: House | None = None
    for house in sorted((h for h in houses if h.people), key=lambda h: (h.name.casefold(), h.team_ids)):
        roof = _together(waiting, house) if waiting else house
        waiting = roof if roof.people < floor else None
        if waiting is None:
            found.append(roof)
    if waiting and found:
        found[-1] = _together(found[-1], waiting)
    return found


def _together(one: House, other: House) -> House:
    return House(
        name=f"{one.name}, {other.name}",
        team_ids=one.team_ids + other.team_ids,
        people=one.people + other.people,
        heads=one.heads + other.heads,
        total=one.total + other.total,
    )


def alike(house: House, houses: Sequence[House]) -> list[House]:
    """The groups of similar size, the house itself included."""
    return [h for h in houses if h.people and max(h.people, house.people) <= SIMILAR * min(h.people, house.people)]


def average_of_alike(house: House, houses: Sequence[House]) -> float | None:
    """What groups of similar size came to per head, all their heads together; None when there are too few of them."""
    others = alike(house, houses)
    heads = sum(h.heads for h in others)
    return sum(h.total for h in others) / heads if len(others) >= ENOUGH_ALIKE and heads else None


def reached(house: House, goal: float) -> bool:
    """Whether the house is at the goal. Rounding up is not cheating: six in ten of 15 is 9."""
    return bool(house.heads) and house.average >= goal - 1e-9


def met(houses: Sequence[House], goal: float) -> bool:
    """Whether all houses together have it: every one is at the goal. Nobody wins anything alone."""
    return bool(houses) and all(reached(house, goal) for house in houses)
