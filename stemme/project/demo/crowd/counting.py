"""Counting the clicks of one day as the roll-up would, in one pass. Pure.

The roll-up asks for each click which of its things the visitor is new for. Here almost every click is by somebody new
or by somebody who came by the very same link before, and needs no such question; only who comes by a second link is
looked up. ``test_crowd.py`` proves that both count the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from stemme.project.demo.crowd.clicks import Click
from stemme.stats.buckets import COLUMN_OF, COLUMNS, HOUR, HUMAN, Hit, Thing, things

_COLUMN = {hit: COLUMNS.index(column) for hit, column in COLUMN_OF.items()}
_VISITORS = COLUMNS.index("visitors")


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link with what its clicks are counted for, in the order of the bits of ``new_for``."""

    link_id: int
    story_id: int
    person_id: int
    team_id: int
    channel: str
    things: tuple[Thing, ...]


def link_line(
    organisation_id: int, link_id: int, story_id: int, person_id: int, channel: str, teams: tuple[int, ...]
) -> LinkLine:
    """The line of a link. ``teams``: the person's team and those above it."""
    any_day = Hit(organisation_id, link_id, story_id, person_id, channel, teams, dt.date.min, 0, HUMAN, None)
    return LinkLine(link_id, story_id, person_id, teams[0], channel, tuple(things(any_day)))


@dataclass
class DayCount:
    """The sums of one day. ``lines`` are the links by their places."""

    lines: Sequence[LinkLine]
    #: By place: hits by column; under ``visitors`` those who were new for everything.
    by_place: dict[int, list[int]] = field(default_factory=dict)
    hours: dict[int, list[int]] = field(default_factory=dict)
    #: Visitors who were new for some things only: by place the bits of each.
    partly: dict[int, list[int]] = field(default_factory=dict)
    #: By visitor the links they came by.
    came_by: dict[int, list[int]] = field(default_factory=dict)

    def add(self, click: Click) -> int:
        """Count a click; the bits of what its visitor is new for."""
        place, bits = click.share, 0
        full = (1 << len(self.lines[place].things)) - 1
        sums = self.by_place.setdefault(place, [0] * len(COLUMNS))
        hour = self.hours.setdefault(click.hour, [0] * len(COLUMNS))
        column = _COLUMN[click.hit]
        sums[column] += 1
        hour[column] += 1
        if click.visitor is not None:
            bits = self._new_for(place, click.visitor, full)
            hour[_VISITORS] += bits & 1
            if bits == full:
                sums[_VISITORS] += 1
            elif bits:
                self.partly.setdefault(place, []).append(bits)
        return bits

    def _new_for(self, place: int, visitor: int, full: int) -> int:
        before = self.came_by.get(visitor)
        if before is None:
            self.came_by[visitor] = [place]
            return full
        if place in before:
            return 0
        known = {thing for link in before for thing in self.lines[link].things}
        before.append(place)
        return sum(1 << n for n, thing in enumerate(self.lines[place].things) if thing not in known)

    def sums(self) -> dict[Thing, list[int]]:
        """The sums of the day by thing."""
        found: dict[Thing, list[int]] = {(HOUR, hour): sums for hour, sums in self.hours.items()}
        for place, sums in self.by_place.items():
            partly = self.partly.get(place, ())
            for number, thing in enumerate(self.lines[place].things):
                total = found.get(thing)
                if total is None:
                    total = found[thing] = [0] * len(COLUMNS)
                add_up(total, sums)
                for bits in partly:
                    total[_VISITORS] += bits >> number & 1
        return found


def add_up(total: list[int], sums: Sequence[int]) -> None:
    """Add the columns of ``sums`` to ``total``."""
    for column, value in enumerate(sums):
        if value:
            total[column] += value


def merge(total: dict[Thing, list[int]], sums: dict[Thing, list[int]]) -> None:
    """Add a day to a month or to everything."""
    for thing, values in sums.items():
        known = total.get(thing)
        if known is None:
            total[thing] = list(values)
        else:
            add_up(known, values)
