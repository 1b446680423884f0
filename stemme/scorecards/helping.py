"""What could help a group, from figures that are fit to be told. Pure.

Nothing here orders people, and nothing is told of fewer than the floor, nor of the few who are left when the others
are taken away: neither who took part nor who did not may be guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from stemme.stats.small_groups import blocks_over

#: How a number of people is told: as it is, or only that it is few or nearly all.
FEW, NEARLY_ALL = "few", "nearly_all"
#: Above this share of a group's visitors by one person the sum would tell of that person (security.md P-07).
MOST_OF_ONE = 0.5

VOLUNTARY, GUIDELINES, EXPECTATION, LANGUAGE, LESSON, COMPANY = (
    "voluntary", "guidelines", "expectation", "language", "lesson", "company",
)  # fmt: skip


def alone_among(sizes: Mapping[int, Sequence[int]], *, floor: int, always: Collection[int] = ()) -> set[int]:
    """Which of these teams beside each other may be told by themselves (``sizes``: how few people each had at the
    least, by quarter). ``always``: counted as a team even without anybody, since something may be left of those who
    were in it.

    >>> alone_among({1: [40], 2: [20], 3: [5]}, floor=8), alone_among({1: [40], 2: [20]}, floor=8)
    ({1}, {1, 2})
    """
    there = {key: some for key, some in sizes.items() if any(some) or key in always}
    found = blocks_over(there, floor=floor) if there else ()
    alone = {key for block in found if len(block) == 1 for key in block}
    return {key for key in alone if min(there[key]) >= floor}


def told(number: int, people: int, *, floor: int) -> int | str:
    """How many of a group: the number, or FEW, or NEARLY_ALL when the others would be few.

    >>> told(20, 40, floor=8), told(3, 40, floor=8), told(39, 40, floor=8)
    (20, 'few', 'nearly_all')
    """
    if number < floor:
        return FEW
    return NEARLY_ALL if people - number < floor else number


def told_sum(by_person: Mapping[int, int], *, contributors: int, floor: int) -> int | None:
    """A sum over people, or None when too few contributed or it is mostly one person's.

    >>> told_sum({1: 5, 2: 5, 3: 4}, contributors=3, floor=3), told_sum({1: 50, 2: 5, 3: 4}, contributors=3, floor=3)
    (14, None)
    """
    whole = sum(by_person.values())
    if contributors < floor or (whole and max(by_person.values()) > MOST_OF_ONE * whole):
        return None
    return whole


def unread_languages(speakers: Mapping[str, int], told_in: set[str], *, floor: int) -> list[str]:
    """Languages of at least the floor of the group's people in which no story can be read at the moment.

    >>> unread_languages({"nb": 20, "de": 9, "sv": 2}, {"nb"}, floor=8)
    ['de']
    """
    return sorted(code for code, number in speakers.items() if number >= floor and code not in told_in)


@dataclass(frozen=True, slots=True)
class Idea:
    """Something one could do. ``about``: a language, or the key of a lesson."""

    key: str
    about: str = ""
    percent: int = 0


def ideas(
    *, guidelines: bool, expectation: bool, languages: Sequence[str], lessons: Sequence[tuple[str, int]], waiting: bool
) -> list[Idea]:
    """What one could do for the group, the simplest first.

    ``lessons``: (key, per cent of the group they suit). ``waiting``: a newcomer somewhere waits for company.
    """
    found = [Idea(VOLUNTARY)]
    if not guidelines:
        found.append(Idea(GUIDELINES))
    if not expectation:
        found.append(Idea(EXPECTATION))
    found += [Idea(LANGUAGE, code) for code in languages]
    if lessons:
        key, percent = max(lessons, key=lambda lesson: lesson[1])
        found.append(Idea(LESSON, key, percent))
    if waiting:
        found.append(Idea(COMPANY))
    return found
