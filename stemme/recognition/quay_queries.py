"""Whose teams stand on a quay, and how many of their windows are lit. Reads roll-ups only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemme.kit.periods import Period
from stemme.people import name_queries, role_queries
from stemme.people import queries as people
from stemme.recognition.fairness import House, under_roofs
from stemme.stats import first_queries, turnout_queries
from stemme.stats.turnout_queries import EVERYBODY, NO_TEAM, NOBODY, Attendance


@dataclass(frozen=True, slots=True)
class Ground:
    """A team whose teams are the houses (None: the organisation, with its divisions), and the houses by team.

    The key ``rest`` stands for those who are in none of them.
    """

    top: int | None
    names: Mapping[int, str]

    @property
    def rest(self) -> int:
        """The key of those who are in none of the teams: the team above, 0 for the organisation."""
        return self.top or 0


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of one plot: invited people, how many took part, how many of them shared for the first time ever."""

    people: int
    lit: int
    first: int


@dataclass(frozen=True, slots=True)
class Street:
    """A quay in one month. In ``houses`` the heads are everybody invited and the total is who took part.

    ``before``: how many took part in the month before, house by house. ``own`` is the place of one's own house.
    """

    top: int | None
    name: str
    houses: tuple[House, ...]
    before: tuple[int, ...]
    own: int | None
    first: int
    without_sharing: int

    @property
    def people(self) -> int:
        """All windows."""
        return sum(house.people for house in self.houses)

    @property
    def lit(self) -> int:
        """All lit windows."""
        return round(sum(house.total for house in self.houses))


def ground(organisation_id: int, top: int | None, *, rest: str) -> Ground:
    """The teams directly below a team, or the divisions. ``rest`` names those who are in none of them. One query."""
    return Ground(top, {**name_queries.teams_in(organisation_id, top), top or 0: rest})


def numbers(organisation_id: int, plots: Ground, period: Period) -> dict[int, Numbers]:
    """How many took part in the period, plot by plot."""
    attended = turnout_queries.attendance(organisation_id, period, plots.names)
    inside = [key for key in plots.names if key != plots.rest]
    found = {key: _numbers(attended, key) for key in inside}
    return {**found, plots.rest: _rest(attended, plots, list(found.values()))}


def _numbers(attended: Attendance, key: int) -> Numbers:
    part = attended.parts.get(key, NOBODY)
    return Numbers(max(attended.invited.get(key, 0), part.took_part), part.took_part, part.first_sharers)


def _rest(attended: Attendance, plots: Ground, inside: Sequence[Numbers]) -> Numbers:
    whole = attended.parts.get(NO_TEAM if plots.top is None else plots.top, NOBODY)
    lit, first = whole.took_part, whole.first_sharers
    if plots.top is not None:
        lit, first = lit - sum(n.lit for n in inside), first - sum(n.first for n in inside)
    invited = attended.invited.get(plots.top or EVERYBODY, 0) - sum(n.people for n in inside)
    return Numbers(max(invited, lit, 0), max(lit, 0), max(first, 0))


def street_of(
    organisation_id: int, team_id: int | None, period: Period, *, floor: int, rest: str, without_team: str
) -> Street:
    """The quay for somebody of this team: the teams of their division, or all divisions when it has fewer than two
    houses. ``rest`` names the others of a division (with ``%(team)s``), ``without_team`` those in none."""
    line = people.team_names_above(organisation_id, team_id)
    if line:
        top, name = list(line.items())[-1]
        found = _street(organisation_id, top, name, line, period, floor=floor, rest=rest % {"team": name})
        if len(found.houses) > 1:
            return found
    return _street(organisation_id, None, "", line, period, floor=floor, rest=without_team)


def _street(
    organisation_id: int, top: int | None, name: str, line: Mapping[int, str], period: Period, *, floor: int, rest: str
) -> Street:
    plots = ground(organisation_id, top, rest=rest)
    now, before = (numbers(organisation_id, plots, month) for month in (period, period.before()))
    houses = tuple(under_roofs([_house(plots, key, now[key]) for key in plots.names], floor=floor))
    mine = next((key for key in line if key in plots.names), plots.rest)
    below = None if top is None else role_queries.teams_below(organisation_id).get(top, frozenset())
    return Street(
        top=top,
        name=name,
        houses=houses,
        before=tuple(sum(before[key].lit for key in house.team_ids) for house in houses),
        own=next((place for place, house in enumerate(houses) if mine in house.team_ids), None),
        first=sum(n.first for n in now.values()),
        without_sharing=first_queries.took_part_without_sharing(organisation_id, period.first, below),
    )


def _house(plots: Ground, key: int, found: Numbers) -> House:
    return House(plots.names[key], (key,), found.people, found.people, found.lit)
