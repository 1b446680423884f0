"""The check-list of a wave: our lines in their order, and how many days before it begins each is done. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

#: key → so many days before the first day of the wave it should be done.
OURS: dict[str, int] = {
    "representatives": 21,
    "managers": 14,
    "hosts": 14,
    "stories": 10,
    "guidelines": 7,
    "test_mail": 3,
}
#: So many lines of its own a wave may have, so that a list stays a list.
MOST_OWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a check-list. ``key`` is one of ours, else ``text`` holds the organisation's own words."""

    #: In addresses and forms: the key, or ``own-7``.
    name: str
    key: str
    text: str
    due_on: dt.date
    done: bool
    note: str
    owner_id: int | None = None
    owner_name: str = ""
    owner_initials: str = ""


def due_day(key: str, first_day: dt.date) -> dt.date:
    """When one of our lines should be done. Raises KeyError for a key that is none of ours.

    >>> due_day("managers", dt.date(2026, 12, 1))
    datetime.date(2026, 11, 17)
    """
    return first_day - dt.timedelta(days=OURS[key])


def own_number(name: str) -> int | None:
    """The number in the name of a line of the organisation's own; None for one of ours.

    >>> own_number("own-7"), own_number("managers")
    (7, None)
    """
    kind, _dash, number = name.partition("-")
    return int(number) if kind == "own" and number.isascii() and number.isdigit() and len(number) < 18 else None


def in_order(lines: list[Line]) -> list[Line]:
    """Ours by our order, then their own as they were added."""
    place = {key: number for number, key in enumerate(OURS)}
    return sorted(lines, key=lambda line: place.get(line.key, len(place)))
