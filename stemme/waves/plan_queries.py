"""Reading the plan, its waves and who is in them. Nothing here knows a type or a score."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q

from stemme.people import queries as people
from stemme.waves.models import Place, Plan, Wave
from stemme.waves.planning import department_of

#: So many teams are named at a wave.
MOST_TEAMS = 3


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan that goes on, and its rules."""

    id: int
    made_at: dt.datetime
    agreed_at: dt.datetime | None
    first_day: dt.date
    weeks: int
    pilot_size: int
    capacity: int
    team_share: int
    opens_at: int
    seed: int


@dataclass(frozen=True, slots=True)
class WaveRow:
    """A wave. ``people``: those who have not left. ``teams``: the departments most of them come from, as far as the
    organisation's floor allows."""

    id: int
    number: int
    name: str
    people: int
    first_day: dt.date
    last_day: dt.date
    launched_at: dt.datetime | None
    reason: str
    learned: str
    teams: tuple[str, ...]
    is_last: bool


def plan_of(organisation_id: int) -> PlanRow | None:
    """The plan that goes on, agreed or not; None when there is none."""
    row = Plan.objects.filter(organisation_id=organisation_id, ended_at=None).first()
    if row is None:
        return None
    return PlanRow(
        row.pk,
        row.made_at,
        row.agreed_at,
        row.first_day,
        row.weeks,
        row.pilot_size,
        row.capacity,
        row.team_share,
        row.opens_at,
        row.seed,
    )


def waves_of(plan_id: int) -> list[WaveRow]:
    """The waves of a plan in their order. Four queries, however many there are."""
    organisation_id = Plan.objects.values_list("organisation_id", flat=True).get(pk=plan_id)
    still_here = Count("places", filter=Q(places__person__deactivated_at=None))
    rows = list(Wave.objects.filter(plan_id=plan_id).annotate(people=still_here).order_by("number"))
    named = _departments(organisation_id, plan_id)
    return [
        WaveRow(
            row.pk,
            row.number,
            row.name,
            row.people,
            row.first_day,
            row.last_day,
            row.launched_at,
            row.reason,
            row.learned,
            named.get(row.pk, ()),
            row is rows[-1],
        )
        for row in rows
    ]


def wave_id_of(organisation_id: int, number: int) -> int | None:
    """The id of the wave with this number in the plan that goes on, or None. One query."""
    ours = Wave.objects.filter(plan__organisation_id=organisation_id, plan__ended_at=None, number=number)
    return ours.values_list("id", flat=True).first()


def people_of(wave_id: int) -> list[int]:
    """The ids of everybody in the wave who has not left."""
    rows = Place.objects.filter(wave_id=wave_id, person__deactivated_at=None).order_by("person_id")
    return list(rows.values_list("person_id", flat=True))


def places_of(plan_id: int) -> dict[int, int]:
    """The number of everybody's wave, by person, of those who have not left."""
    rows = Place.objects.filter(plan_id=plan_id, person__deactivated_at=None)
    return dict(rows.values_list("person_id", "wave__number"))


def unplaced(organisation_id: int, plan_id: int) -> int:
    """How many people have come since the plan was made and have no place yet."""
    return max(0, people.present_people(organisation_id) - len(places_of(plan_id)))


def _departments(organisation_id: int, plan_id: int) -> dict[int, tuple[str, ...]]:
    """The names of the departments with most people, by wave."""
    floor = people.organisation(organisation_id).group_floor
    lines, names = people.named_lines(organisation_id), {}
    counted: dict[int, Counter[int]] = {}
    rows = Place.objects.filter(plan_id=plan_id, person__deactivated_at=None).order_by()
    for wave, team, number in rows.values_list("wave_id", "person__team_id").annotate(Count("id")):
        line = lines.get(team or 0, {})
        names.update(line)
        if line:
            counted.setdefault(wave, Counter())[department_of(tuple(line))] += number
    return {
        wave: tuple(names[team] for team, number in sums.most_common(MOST_TEAMS) if number >= floor)
        for wave, sums in counted.items()
    }
