"""Reading the counted map. Nothing here knows a person's place on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.atlas.figures import Figures, read
from stemme.atlas.models import ALL, PLACE, TEAM, MapCount
from stemme.atlas.seldom import Seldom
from stemme.people import queries as people


@dataclass(frozen=True, slots=True)
class Group:
    """Whose map: everybody, a team with those below it, or a place. ``depth``: how far below a division."""

    kind: str
    key: str
    name: str
    depth: int = 0

    @property
    def value(self) -> str:
        """As it stands in an address: ``team-7``, ``place-Bergen``; empty for everybody."""
        return "" if self.kind == ALL else f"{self.kind}-{self.key}"


@dataclass(frozen=True, slots=True)
class Map:
    """The map of a group as of the day it was counted. ``people``: how many could be on it; only of everybody."""

    group: Group
    counted_at: dt.datetime
    floor: int
    people: int | None
    figures: Figures
    seldom: Seldom | None


def groups(organisation_id: int) -> list[Group]:
    """The groups that have a map, teams in the order of the tree and then places. Two queries."""
    rows = MapCount.objects.filter(organisation_id=organisation_id).exclude(kind=ALL)
    counted = set(rows.values_list("kind", "key"))
    depths: dict[int, int] = {}
    found = []
    for team in people.teams(organisation_id):
        depths[team.id] = depths[team.parent_id] + 1 if team.parent_id else 0
        if (TEAM, str(team.id)) in counted:
            found.append(Group(TEAM, str(team.id), team.name, depths[team.id]))
    places = sorted(key for kind, key in counted if kind == PLACE)
    return found + [Group(PLACE, key, key) for key in places]


def map_of(organisation_id: int, group: Group) -> Map | None:
    """The map of a group; None when there is none (yet). One query."""
    row = MapCount.objects.filter(organisation_id=organisation_id, kind=group.kind, key=group.key).first()
    if row is None:
        return None
    found = row.figures.get("seldom")
    told = Seldom(**found) if found else None
    return Map(group, row.counted_at, row.floor, row.people, read(row.figures), told)


def counted_for(organisation_id: int) -> tuple[dt.date, int] | None:
    """The week for which the map was counted last, and the floor then; None if never."""
    rows = MapCount.objects.filter(organisation_id=organisation_id, kind=ALL)
    found: tuple[dt.date, int] | None = rows.values_list("week", "floor").first()
    return found
