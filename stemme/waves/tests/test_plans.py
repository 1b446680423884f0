"""Making, changing, agreeing and ending a plan; moving people and dividing waves."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.waves.actions import moving, plans
from stemme.waves.models import Place, Wave
from stemme.waves.plan_queries import plan_of, places_of, unplaced, waves_of

RULES = {
    "first_day": dt.date(2026, 11, 30),
    "weeks": 4,
    "pilot_size": 6,
    "capacity": 20,
    "team_share": 50,
    "opens_at": 40,
}


@pytest.fixture
def crew(cast: SimpleNamespace) -> SimpleNamespace:
    """Forty more people in two teams, and the lead who plans."""
    for team, number in ((cast.wind, 20), (cast.grid, 20)):
        Person.objects.bulk_create(
            Person(organisation=cast.nordlys, team=team, email=f"{team.id}-{n}@nordlys.example", given_name=f"P{n}")
            for n in range(number)
        )
    return SimpleNamespace(lead=viewer(cast.lea.id, scope="employee"), now=cast.now, cast=cast)


def made(crew: SimpleNamespace, **other: object) -> int:
    return plans.make_plan(actor=crew.lead, now=crew.now, seed=7, **{**RULES, **other})


def test_a_plan_gives_everybody_exactly_one_place(crew):
    made(crew)
    plan = plan_of(crew.lead.organisation_id)
    waves = waves_of(plan.id)
    everybody = Person.objects.filter(organisation=crew.cast.nordlys, deactivated_at=None).count()
    assert sum(wave.people for wave in waves) == everybody == Place.objects.count()
    assert waves[0].people <= 6
    assert all(wave.people <= 20 for wave in waves[1:-1])
    assert [wave.is_last for wave in waves] == [False] * (len(waves) - 1) + [True]
    assert Fact.objects.filter(kind=facts.WAVES_PLANNED, actor_id=crew.lead.person_id).count() == 1
    with pytest.raises(plans.PlanError, match="exists"):
        made(crew)
