"""Making, changing, agreeing and ending a plan; moving people and dividing waves."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.stats.models import TakingPart
from stemme.waves.actions import moving, nightly, plans
from stemme.waves.forecast_queries import expected_of
from stemme.waves.models import Forecast, Place, Wave
from stemme.waves.plan_queries import places_of, plan_of, unplaced, waves_of
from stemme.waves.tests.scene import take_part

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
    """Forty more people in two teams, and the lead who plans in Norway."""
    cast.nordlys.country = "no"
    cast.nordlys.save()
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


def test_a_new_plan_keeps_launched_waves_and_those_moved_by_hand(crew):
    made(crew)
    plan = plan_of(crew.lead.organisation_id)
    launched = Wave.objects.get(plan_id=plan.id, number=0)
    launched.launched_at = crew.now
    launched.save()
    before = places_of(plan.id)
    person = next(one for one, wave in before.items() if wave == 1)
    moving.move(actor=crew.lead, person_id=person, to_wave=2, now=crew.now)
    plans.change_plan(actor=crew.lead, now=crew.now, **{**RULES, "capacity": 12, "first_day": dt.date(2026, 12, 25)})
    after = places_of(plan.id)
    assert after.keys() == before.keys()
    assert {one for one, wave in after.items() if wave == 0} == {one for one, wave in before.items() if wave == 0}
    assert after[person] == 2
    rows = waves_of(plan.id)
    assert all(row.people <= 12 for row in rows[1:-1])
    assert rows[0].first_day == dt.date(2026, 11, 30)
    # The 25th is a holiday, and so is the 26th, and a weekend comes after it.
    assert rows[1].first_day == dt.date(2026, 12, 28)


def test_moving_one_person_changes_nothing_else(crew):
    made(crew)
    plan = plan_of(crew.lead.organisation_id)
    before = places_of(plan.id)
    last = max(before.values())
    person = next(one for one, wave in before.items() if wave == 1)
    moving.move(actor=crew.lead, person_id=person, to_wave=last, now=crew.now)
    after = places_of(plan.id)
    assert after.pop(person) == last
    before.pop(person)
    assert after == before
    fact = Fact.objects.get(kind=facts.WAVE_PERSON_MOVED)
    assert (fact.subject_id, fact.data) == (person, {"before": 1, "after": last})


def test_what_would_break_a_rule_is_refused_with_its_reason(crew):
    made(crew, pilot_size=4, capacity=20, team_share=20)
    plan = plan_of(crew.lead.organisation_id)
    places = places_of(plan.id)
    waves = {wave.number: wave for wave in waves_of(plan.id)}
    outsider = crew.cast.eve.id
    someone = next(one for one, wave in places.items() if wave == max(places.values()))
    with pytest.raises(moving.MoveError, match="unknown"):
        moving.move(actor=crew.lead, person_id=outsider, to_wave=1, now=crew.now)
    with pytest.raises(moving.MoveError, match="unknown"):
        moving.move(actor=crew.lead, person_id=someone, to_wave=99, now=crew.now)
    with pytest.raises(moving.MoveError, match="full") as full:
        moving.move(actor=crew.lead, person_id=someone, to_wave=0, now=crew.now)
    assert full.value.most == waves[0].people == 4
    Wave.objects.filter(id=waves[0].id).update(launched_at=crew.now)
    first = next(one for one, wave in places.items() if wave == 0)
    with pytest.raises(moving.MoveError, match="was_launched"):
        moving.move(actor=crew.lead, person_id=first, to_wave=1, now=crew.now)
    with pytest.raises(moving.MoveError, match="launched"):
        moving.move(actor=crew.lead, person_id=someone, to_wave=0, now=crew.now)
    assert places_of(plan.id) == places


def test_the_only_one_of_a_big_department_stays_in_the_pilot_and_teams_are_not_emptied(crew):
    made(crew, pilot_size=30, team_share=10)
    plan = plan_of(crew.lead.organisation_id)
    team = {person.id: person.team_id for person in Person.objects.filter(organisation=crew.cast.nordlys)}
    places = places_of(plan.id)
    wind = [one for one, wave in places.items() if wave == 0 and team[one] == crew.cast.wind.id]
    assert len(wind) == 2  # a tenth of 21
    other = next(one for one, wave in places.items() if wave > 0 and team[one] == crew.cast.wind.id)
    with pytest.raises(moving.MoveError, match="team_full"):
        moving.move(actor=crew.lead, person_id=other, to_wave=0, now=crew.now)
    in_department = [one for one, wave in places.items() if wave == 0 and team[one] in _division(crew)]
    for one in in_department[:-1]:
        moving.move(actor=crew.lead, person_id=one, to_wave=max(places.values()), now=crew.now)
    with pytest.raises(moving.MoveError, match="last_of_department"):
        moving.move(actor=crew.lead, person_id=in_department[-1], to_wave=max(places.values()), now=crew.now)


def _division(crew: SimpleNamespace) -> set[int]:
    """The teams of the department that the wind team belongs to."""
    from stemme.people.queries import team_lines
    from stemme.waves.planning import department_of

    lines = team_lines(crew.lead.organisation_id)
    wanted = department_of(lines[crew.cast.wind.id])
    return {team for team, line in lines.items() if department_of(line) == wanted}


def test_a_wave_divided_in_two_moves_half_of_its_people_and_all_later_days(crew):
    made(crew)
    plan = plan_of(crew.lead.organisation_id)
    before = waves_of(plan.id)
    places = places_of(plan.id)
    moving.duplicate_wave(actor=crew.lead, wave_id=before[1].id, now=crew.now)
    after = waves_of(plan.id)
    assert len(after) == len(before) + 1
    assert after[1].people + after[2].people == before[1].people
    assert abs(after[1].people - after[2].people) <= 1
    assert after[2].last_day - after[2].first_day == before[1].last_day - before[1].first_day
    assert after[3].id == before[2].id
    assert after[3].first_day > before[2].first_day
    shifted = places_of(plan.id)
    assert all(shifted[one] == wave + (wave > 1) for one, wave in places.items() if wave != 1)
    with pytest.raises(moving.MoveError, match="pilot"):
        moving.duplicate_wave(actor=crew.lead, wave_id=after[0].id, now=crew.now)


def test_agreeing_and_ending_are_facts_and_a_new_plan_may_follow(crew):
    with pytest.raises(plans.PlanError, match="none"):
        plans.agree(actor=crew.lead, now=crew.now)
    made(crew)
    plans.agree(actor=crew.lead, now=crew.now)
    plans.agree(actor=crew.lead, now=crew.now)
    assert plan_of(crew.lead.organisation_id).agreed_at == crew.now
    assert Fact.objects.filter(kind=facts.WAVES_AGREED).count() == 1
    plans.end_plan(actor=crew.lead, now=crew.now)
    assert plan_of(crew.lead.organisation_id) is None
    made(crew)


def test_a_pilot_too_small_for_the_departments_says_how_large_it_has_to_be(crew):
    with pytest.raises(plans.PlanningError, match="departments") as error:
        made(crew, pilot_size=1)
    plans.make_plan(actor=crew.lead, now=crew.now, **{**RULES, "pilot_size": error.value.at_least})


def test_newcomers_get_a_place_at_night_and_expectations_are_noted_once_a_day(crew):
    made(crew)
    plan = plan_of(crew.lead.organisation_id)
    new = Person.objects.create(organisation=crew.cast.nordlys, email="new@nordlys.example", given_name="New")
    assert unplaced(crew.lead.organisation_id, plan.id) == 1
    assert nightly.place_newcomers(organisation_id=crew.lead.organisation_id) == 1
    assert nightly.place_newcomers(organisation_id=crew.lead.organisation_id) == 0
    assert places_of(plan.id)[new.id] == max(places_of(plan.id).values())
    assert nightly.place_newcomers(organisation_id=crew.cast.eve.organisation_id) == 0
    for _ in range(2):
        nightly.note_expected(organisation_id=crew.lead.organisation_id, today=crew.now.date(), now=crew.now)
    rows = Forecast.objects.filter(wave__plan_id=plan.id)
    assert rows.count() == len(waves_of(plan.id))
    assert all(row.low <= row.middle <= row.high <= row.people for row in rows)


def test_a_wave_that_is_over_keeps_what_it_came_to(crew):
    made(crew, pilot_size=12)
    organisation = crew.lead.organisation_id
    plan = plan_of(organisation)
    wave = Wave.objects.get(plan_id=plan.id, number=0)
    wave.launched_at, wave.first_day, wave.last_day = crew.now, crew.now.date(), crew.now.date() + dt.timedelta(days=27)
    wave.save()
    there = [one for one, number in places_of(plan.id).items() if number == 0]
    take_part(crew.cast, there[:5], crew.now.date())
    soon = expected_of(organisation, crew.now + dt.timedelta(days=15))
    assert (soon[0].took, soon[0].over) == (5, False)
    assert soon[0].expected.low >= 5
    assert soon[1].took is None
    late = crew.now + dt.timedelta(days=40)
    nightly.note_expected(organisation_id=organisation, today=late.date(), now=late)
    TakingPart.objects.filter(organisation_id=organisation).delete()
    much_later = expected_of(organisation, late + dt.timedelta(days=500))
    assert (much_later[0].took, much_later[0].over, much_later[0].expected.high) == (5, True, 5)
