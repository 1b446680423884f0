"""Which types are in a wave, and who starts when: shares of groups, never people. The rules are those of the map.

Counted anew from places as they are now; a group is told only where atlas/panes.py allows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from stemme.atlas.counting_queries import Crowd
from stemme.atlas.panes import Part, blurred, exact, shown_below, told_parts
from stemme.people import queries as people
from stemme.waves.models import Place
from stemme.waves.phases import Shares, shares


@dataclass(frozen=True, slots=True)
class Named:
    """A division by its name, with its shares."""

    name: str
    shares: Shares


@dataclass(frozen=True, slots=True)
class Types:
    """By number of the wave the types in it, as far as they may be told; and who starts when, of everybody and of the
    divisions. ``placed``: how many are on the map at all."""

    waves: Mapping[int, tuple[Part, ...]]
    everybody: Shares | None
    divisions: tuple[Named, ...]
    placed: int


def types_of(organisation_id: int, plan_id: int, *, floor: int) -> Types:
    """The types in a plan's waves. Four queries."""
    crowd = Crowd(organisation_id)
    places = Place.objects.filter(plan_id=plan_id, plan__organisation_id=organisation_id)
    members: dict[int, list[tuple[int, int]]] = {}
    for person_id, number in places.values_list("person_id", "wave__number"):
        if one := crowd.placed.get(person_id):
            members.setdefault(number, []).append((one.pane, one.lot))
    count = partial(blurred, floor=floor)
    may = shown_below(len(crowd.placed), {str(number): len(found) for number, found in members.items()}, floor=floor)
    waves = {
        number: tuple(told_parts(found, floor=floor, count=count))
        for number, found in members.items()
        if str(number) in may
    }
    everybody = [(one.pane, one.lot) for one in crowd.placed.values()]
    return Types(
        waves, shares(everybody, floor=floor, count=exact), _divisions(organisation_id, crowd, floor), len(everybody)
    )


def _divisions(organisation_id: int, crowd: Crowd, floor: int) -> tuple[Named, ...]:
    names = people.division_names(organisation_id)
    here = {team: [(one.pane, one.lot) for one in crowd.teams.get(team, ())] for team in names}
    count = partial(blurred, floor=floor)
    told = {str(team): found for team, group in here.items() if (found := shares(group, floor=floor, count=count))}
    may = shown_below(len(crowd.placed), {team: len(here[int(team)]) for team in told}, floor=floor)
    return tuple(Named(names[int(team)], found) for team, found in told.items() if team in may)
