"""A plan of the roll-out with people, written as rows: two waves of twelve, the first of one team each."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from stemme.kit.periods import week_of
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.stats.models import TakingPart
from stemme.waves.models import Place, Plan, Wave

DAY = dt.timedelta(days=1)


def make_scene(cast: SimpleNamespace, *, agreed: bool = True, each: int = 12) -> SimpleNamespace:
    """Waves 0, 1 and 2 of ``each`` people who were never invited. ``lead`` is the viewer who leads it."""
    today = cast.now.date()
    plan = Plan.objects.create(
        organisation=cast.nordlys, first_day=today, weeks=4, opens_at=40, agreed_at=cast.now if agreed else None
    )
    waves, people = [], []
    for number, team in enumerate((cast.wind, cast.grid, cast.turbine)):
        first = today + number * 28 * DAY
        wave = Wave.objects.create(plan=plan, number=number, first_day=first, last_day=first + 27 * DAY)
        members = Person.objects.bulk_create(
            [
                Person(organisation=cast.nordlys, team=team, email=f"w{number}-{n}@nordlys.example", given_name=f"W{n}")
                for n in range(each)
            ]
        )
        Place.objects.bulk_create([Place(plan=plan, wave=wave, person=person) for person in members])
        waves.append(wave)
        people.append([person.id for person in members])
    lead = viewer(cast.lea.id, scope="employee")
    return SimpleNamespace(plan=plan, waves=waves, people=people, lead=lead, today=today)


def take_part(cast: SimpleNamespace, person_ids: list[int], day: dt.date) -> None:
    """These people read something in the week of the day."""
    TakingPart.objects.bulk_create(
        [
            TakingPart(organisation_id=cast.nordlys.id, grain="week", start=week_of(day).first, person_id=one, reads=1)
            for one in person_ids
        ]
    )
