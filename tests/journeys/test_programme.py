"""The programme from the first question to the second wave: readiness, a plan, a launch, and what came of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from stemme.kit.periods import week_of
from stemme.mailings.actions import planning
from stemme.mailings.models import Mailing
from stemme.people import actions as people
from stemme.people.models import Person, Team
from stemme.people.queries import viewer
from stemme.readiness import actions as readiness
from stemme.readiness.queries import result_of
from stemme.readiness.statements import BY_KEY
from stemme.stats.models import TakingPart
from stemme.waves.checks import OURS
from stemme.waves.dates import opening_day
from stemme.waves.forecast_queries import expected_of
from stemme.waves.models import Plan, Wave
from stemme.waves.plan_queries import people_of, places_of, waves_of
from stemme.waves.rollout_queries import PILOT, ROLLOUT, rollout_of

PEOPLE, TEAMS = 860, 10
DAY = dt.timedelta(days=1)
RULES = {"weeks": 4, "pilot_size": 40, "capacity": 300, "team_share": 60, "opens_at": 40}


@pytest.fixture
def company(cast):
    """The cast and so many colleagues in ten departments that there are 860."""
    teams = Team.objects.bulk_create([Team(organisation=cast.nordlys, name=f"T{n}") for n in range(TEAMS)])
    there = Person.objects.filter(organisation=cast.nordlys).count()
    Person.objects.bulk_create(
        [
            Person(organisation=cast.nordlys, team=teams[n % TEAMS], email=f"p{n}@nordlys.example", given_name=f"P{n}")
            for n in range(PEOPLE - there)
        ]
    )
    return cast


def assess(cast, now):
    """Five people say how ready the company is."""
    lead = viewer(cast.lea.id, scope="employee")
    readiness.open_round(actor=lead, closes_on=lead.today(now) + 7 * DAY, now=now)
    for role, said in zip(("management", "communications", "hr", "it", "employees"), (3, 4, 3, 2, 3), strict=True):
        token = readiness.make_link(actor=lead, role=role, language="en", now=now)
        readiness.answer(token=token, answers=dict.fromkeys(BY_KEY, said), named=False, now=now)
    readiness.close(actor=lead, now=now)
    return result_of(cast.nordlys.id)


def launch(client: Client, number: int) -> str:
    """All lines are ticked, then the button is pressed; the page that follows."""
    for key in OURS:
        assert client.post(f"/rollout/{number}/checks/{key}/", {"tick": "1", "done": "on"}).status_code == 303
    return client.post(f"/rollout/{number}/launch/", follow=True).content.decode()


def begun_earlier(wave: Wave, days: int) -> None:
    """The launch and the days of a wave as if it had begun so many days ago."""
    Wave.objects.filter(id=wave.id).update(
        launched_at=timezone.now() - days * DAY,
        first_day=wave.first_day - days * DAY,
        last_day=wave.last_day - days * DAY,
    )


def take_part(cast, person_ids, day):
    TakingPart.objects.bulk_create(
        [
            TakingPart(organisation_id=cast.nordlys.id, grain="week", start=week_of(day).first, person_id=one, reads=1)
            for one in person_ids
        ]
    )


def test_from_the_first_question_to_the_second_wave(company, let_in):
    cast, client, now = company, let_in(company.lea), timezone.now()
    ready = assess(cast, now)
    assert ready is not None and ready.raters == 5 and ready.closed and ready.stage

    first_day = opening_day(now.date() + DAY, "").isoformat()
    assert client.post("/rollout/plan/", {**RULES, "first_day": first_day}).status_code == 303
    plan = Plan.objects.get()
    waves = waves_of(plan.id)
    assert len(waves) == 4 and sum(wave.people for wave in waves) == len(places_of(plan.id)) == PEOPLE
    assert waves[0].people <= 40 and waves[1].people <= 300
    assert client.post("/rollout/0/launch/", {"reason": "Now"}).status_code == 422, "nobody agreed yet"
    assert client.post("/rollout/plan/agree/").status_code == 303

    expected = expected_of(cast.nordlys.id, now)
    pilot = people_of(waves[0].id)
    strangers = [one for one in pilot if Person.objects.get(id=one).invited_at is None]
    assert f"{len(strangers)} people get an invitation" in launch(client, 0)
    planning.plan_invitations(now=timezone.now())
    assert set(Mailing.objects.filter(kind="invitation").values_list("person_id", flat=True)) == set(strangers)
    assert rollout_of(cast.nordlys.id, timezone.now()).stage == PILOT
    assert client.post("/rollout/1/launch/", {"reason": ""}).status_code == 422, "nobody has taken part yet"

    begun_earlier(Wave.objects.get(plan=plan, number=0), 21)
    for one in strangers[:22]:
        people.join(person_id=one, now=timezone.now())
    for one in strangers[22:25]:
        people.decline(person_id=one, now=timezone.now())
    take_part(cast, strangers[:12], timezone.now().date() - 20 * DAY)
    take_part(cast, strangers[12:22], timezone.now().date() - 7 * DAY)

    found = rollout_of(cast.nordlys.id, timezone.now())
    assert found.waves[0].share == pytest.approx(22 / waves[0].people)
    met = found.waves[0].outlook
    assert met.took == 22 <= met.expected.low and met.expected.high <= expected[0].expected.high + 22
    assert met.expected.high - met.expected.low < expected[0].expected.high - expected[0].expected.low, "less is open"
    page = client.get("/rollout/").content.decode()
    assert "Week 4 of 4" in page and f"{22 / waves[0].people:.1%}" in page

    assert "people get an invitation" in launch(client, 1)
    planning.plan_invitations(now=timezone.now())
    found = rollout_of(cast.nordlys.id, timezone.now())
    assert found.stage == ROLLOUT and found.next_wave is not None and found.next_wave.row.number == 2
    invited = set(Mailing.objects.filter(kind="invitation").values_list("person_id", flat=True))
    assert not invited & {*people_of(waves[2].id), *people_of(waves[3].id)}
