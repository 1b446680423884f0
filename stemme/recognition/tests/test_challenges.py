from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.people.models import RoleGrant
from stemme.people.queries import viewer
from stemme.recognition import actions
from stemme.recognition import challenge_queries as queries
from stemme.recognition.challenge_queries import Words
from stemme.recognition.models import Challenge
from stemme.recognition.tests.conftest import recount, take_part
from stemme.scores.models import Card
from stemme.stats.models import Tally

THEME = Words("en", "Light up the quay", "Together.", "A donation to the rescue boat.")


def plan(town, *, measure="windows", goal=0.6, first=None, months=1, team=True):
    return actions.plan(
        actor=viewer(town.cast.ada.id, scope="employee"),
        organisation_id=town.cast.nordlys.id,
        team_id=town.cast.wind.id if team else None,
        measure=measure,
        goal=goal,
        first_day=first or town.month,
        months=months,
        texts=[THEME],
        now=town.now,
    )


def read(town, challenge_id, *, today=None):
    return queries.challenge(town.cast.nordlys.id, challenge_id, today=today or town.day)


def shown(town, challenge_id):
    return {place.house.name: (place.house.heads, place.house.total) for place in read(town, challenge_id).places}


def facts_of(kind):
    return Fact.objects.filter(kind=kind)


def test_windows_are_counted_house_by_house_and_none_below_the_floor(town):
    made = plan(town)
    # Beta (4) shares a roof with Delta, and nobody of the division without a team is left alone.
    assert shown(town, made) == {"Alpha": (10, 6), "Beta, Delta": (13, 10), "Gamma, Turbine engineering": (13, 3)}
    assert [place.reached for place in read(town, made).places] == [True, True, False]
    assert read(town, made).reached == 2 and read(town, made).met_on is None


def test_first_steps_are_counted_per_head_that_took_part(town):
    assert shown(town, plan(town, measure="first_steps", goal=0.1))["Alpha"] == (6, 1)


def test_visitors_are_counted_per_head_that_took_part(town):
    rows = {town.teams["Alpha"].id: 30, town.cast.wind.id: 36}
    for team, visitors in rows.items():
        Tally.objects.create(
            organisation_id=town.cast.nordlys.id, dimension="team", key=team, grain="month", start=town.month,
            clicks=visitors, visitors=visitors,
        )  # fmt: skip
    assert shown(town, plan(town, measure="visitors", goal=2))["Alpha"] == (6, 30)


def test_quality_is_the_average_score_of_those_who_took_part_and_have_one(town):
    for person, value in zip(town.people["Alpha"], (30.0, 50.0, 70.0), strict=False):
        Card.objects.create(organisation_id=town.cast.nordlys.id, person_id=person.id, value=value, **CARD_REST(town))
    sleeper = town.people["Gamma"][-1]
    Card.objects.create(organisation_id=town.cast.nordlys.id, person_id=sleeper.id, value=99.0, **CARD_REST(town))
    found = shown(town, plan(town, measure="quality", goal=40))
    assert found["Alpha"] == (3, 150.0) and found["Gamma, Turbine engineering"] == (0, 0.0)


def CARD_REST(town):
    """What else a card needs."""
    rest = {}
    for field in Card._meta.concrete_fields:
        if field.name in {"id", "organisation", "organisation_id", "person", "person_id", "value"}:
            continue
        if field.null or field.has_default() or field.primary_key:
            continue
        kind = field.get_internal_type()
        rest[field.name] = {"DateField": town.month, "DateTimeField": town.now}.get(kind, [] if "JSON" in kind else 0)
    return rest


def test_a_challenge_is_met_once_and_rewards_can_read_whose_it_was(town):
    made = plan(town, goal=0.3)
    assert facts_of(facts.CHALLENGE_MET).count() == 0
    take_part(town, town.people["Gamma"][3:9], town.month)
    recount(town)
    for _again in range(2):
        actions.count_all(now=town.now)
    fact = facts_of(facts.CHALLENGE_MET).get()
    assert fact.subject_id == made and fact.actor_id is None
    teams = {town.teams[name].id for name in town.teams} | {town.cast.turbine.id}
    assert teams <= set(fact.data["teams"]) and town.cast.grid.id not in fact.data["teams"]
    assert read(town, made).met_on is not None


def test_results_are_frozen_after_the_end(town):
    made = plan(town)
    last = read(town, made).period.last
    after = dt.datetime.combine(last + dt.timedelta(days=4), dt.time(12), tzinfo=dt.UTC)
    assert actions.count_all(now=after) == 1
    frozen = read(town, made, today=after.date())
    assert frozen.frozen and frozen.state == "over"
    take_part(town, town.people["Gamma"][3:9], town.month)
    recount(town)
    assert actions.count_all(now=after) == 0
    assert not actions.count(organisation_id=town.cast.nordlys.id, challenge_id=made, now=after)
    assert read(town, made, today=after.date()).places == frozen.places


def test_planned_ones_are_not_counted_and_called_off_ones_disappear(town):
    later = town.month + dt.timedelta(days=40)
    made = plan(town, first=later)
    assert read(town, made).state == "planned" and read(town, made).places == ()
    ada = viewer(town.cast.ada.id, scope="employee")
    running = plan(town)
    line = [town.cast.wind.id]
    assert [row.id for row in queries.seen_by(town.cast.nordlys.id, line, today=town.day)] == [running]
    assert [actions.call_off(actor=ada, challenge_id=running, now=town.now) for _twice in range(2)] == [True, False]
    assert queries.seen_by(town.cast.nordlys.id, line, today=town.day) == []
    assert facts_of(facts.CHALLENGE_CALLED_OFF).count() == 1


@pytest.mark.parametrize("wrong", [{"measure": "shares"}, {"goal": 0}, {"months": 4}])
def test_what_makes_no_challenge(town, wrong):
    with pytest.raises(ValueError):
        plan(town, **wrong)
    assert not Challenge.objects.filter(organisation=town.cast.nordlys).exists()


def form(town, **other):
    return {
        "team": town.cast.wind.id, "first": town.month.isoformat(), "months": "1", "measure": "windows", "goal": "60",
        "theme_en": "Light up the quay", "prize_en": "A donation.", **other,
    }  # fmt: skip


def test_a_lead_plans_looks_and_calls_off(town, let_in):
    ada = let_in(town.cast.ada)
    answer = ada.post(reverse("recognition:new"), form(town))
    assert answer.status_code == 303
    page = ada.get(answer["Location"])
    assert "Beta, Delta" in page.text and "60%" in page.text
    assert "Light up the quay" in ada.get(reverse("recognition:challenges")).text
    made = Challenge.objects.get(organisation=town.cast.nordlys)
    assert made.goal == 0.6
    gone = ada.post(reverse("recognition:call_off", args=[made.id]))
    assert gone.status_code == 303 and "called off" in ada.get(reverse("recognition:challenges")).text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"goal": "0"}, "A goal is more than nothing."),
        ({"goal": "101"}, "At most 100."),
        ({"theme_en": "", "prize_en": ""}, "Write the theme in at least one language."),
        ({"theme_en": ""}, "Give it a theme."),
        ({"first": "2001-01-01"}, "2001-01-01"),
    ],
)
def test_a_form_that_is_not_right_comes_back(town, let_in, wrong, said):
    answer = let_in(town.cast.ada).post(reverse("recognition:new"), form(town, **wrong))
    assert answer.status_code == 422 and said in answer.text


def test_who_may_do_what(town, let_in):
    made = plan(town)
    RoleGrant.objects.create(
        organisation=town.cast.nordlys, person=town.cast.dan, role="people_admin", team=town.cast.wind
    )
    see, new = reverse("recognition:challenge", args=[made]), reverse("recognition:new")
    off = reverse("recognition:call_off", args=[made])
    assert [let_in(town.cast.ana).get(url).status_code for url in (see, new)] == [200, 404]
    assert [let_in(town.cast.cleo).get(url).status_code for url in (see, new)] == [404, 404]
    assert [let_in(town.cast.dan).get(new).status_code, let_in(town.cast.dan).post(off).status_code] == [404, 404]
    eve = let_in(town.cast.eve)
    assert [eve.get(see).status_code, eve.post(off).status_code] == [404, 404]
    assert "Light up" not in eve.get(reverse("recognition:challenges")).text


def test_the_list_takes_the_same_questions_for_one_challenge_and_for_many(town, let_in):
    def questions():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert ada.get(reverse("recognition:challenges")).status_code == 200
        return len(seen)

    ada = let_in(town.cast.ada)
    plan(town)
    questions()
    one = questions()
    for goal in (0.2, 0.4, 0.9):
        plan(town, goal=goal)
    assert questions() == one
