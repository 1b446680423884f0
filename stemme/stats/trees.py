"""Sums over the tree of teams. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def with_those_below(numbers: Mapping[int, int], lines: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """The numbers of each team with those of the teams below it.

    ``lines`` gives for each team its own id and those of all above it; a team without a line adds to nothing.
    """
    sums: dict[int, int] = {}
    for team, number in numbers.items():
        for above in lines.get(team, ()):
            sums[above] = sums.get(above, 0) + number
    return sums
