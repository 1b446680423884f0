"""What a wave taught, from counts: where more took part and where fewer, and how fast. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stemme.atlas.panes import shown_below

#: Two groups differ when it is by so much; less is chance.
APART = 0.05
#: Shares beyond these would say of nearly everybody in a group what they did.
LEAST, MOST = 0.05, 0.95
#: The first so many weeks are the beginning.
BEGINNING = 2


@dataclass(frozen=True, slots=True)
class Apart:
    """The group of which most took part and that of which fewest, each as a part of its people."""

    most: str
    most_share: float
    fewest: str
    fewest_share: float


def apart(groups: Mapping[str, Sequence[bool]], *, floor: int) -> Apart | None:
    """Where most and fewest took part, of the groups that may be shown; None when they hardly differ.

    ``groups``: for each person of the wave whether they took part, by the key of their group. A group below the floor
    is left out, and others with it, until nobody can subtract (atlas/panes.py).
    """
    whole = sum(len(came) for came in groups.values())
    may = shown_below(whole, {key: len(came) for key, came in groups.items() if key}, floor=floor)
    told = {key: sum(groups[key]) / len(groups[key]) for key in may}
    told = {key: share for key, share in told.items() if LEAST <= share <= MOST}
    if len(told) < 2:
        return None
    most = max(told, key=lambda key: (told[key], key))
    fewest = min(told, key=lambda key: (told[key], key))
    return Apart(most, told[most], fewest, told[fewest]) if told[most] - told[fewest] >= APART else None


def grouped(people: Iterable[tuple[str, bool]]) -> dict[str, list[bool]]:
    """(group, took part) of each person as ``apart`` wants it."""
    found: dict[str, list[bool]] = {}
    for key, came in people:
        found.setdefault(key, []).append(came)
    return found


def early(by_week: Sequence[int], *, floor: int) -> float | None:
    """Which part of those who took part was there within the first weeks; None before a week more has passed, and for
    fewer people than the floor.

    >>> early([10, 20, 24, 25], floor=8), early([10, 20], floor=8)
    (0.8, None)
    """
    if len(by_week) <= BEGINNING or by_week[-1] < floor:
        return None
    return by_week[BEGINNING - 1] / by_week[-1]
