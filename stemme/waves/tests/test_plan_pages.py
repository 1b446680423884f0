"""The pages of planning and moving: what is tried is kept nowhere, what is pressed is; who may not, sees nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from stemme.maturity.models import StoredPlace
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.waves.actions import plans
from stemme.waves.models import Place, Plan, Wave
from stemme.waves.plan_queries import places_of, plan_of, waves_of

RULES = {"first_day": "2026-11-30", "weeks": 4, "pilot_size": 6, "capacity": 20, "team_share": 50, "opens_at": 40}


@pytest.fixture
def lead(cast, let_in):
    """The lead's browser, with thirty people to plan for."""
    Person.objects.bulk_create(
        Person(organisation=cast.nordlys, team=cast.wind, email=f"{n}@nordlys.example", given_name=f"Wave{n}")
        for n in range(30)
    )
    return let_in(cast.lea)


def test_trying_shows_waves_and_departments_and_keeps_nothing(cast, lead):
    assert b"The numbers" in lead.get("/rollout/plan/").content
    page = lead.get("/rollout/plan/", RULES)
    assert page.status_code == 200
    assert b"Nothing is kept yet." in page.content
    assert Plan.objects.count() == 0
    kept = lead.post("/rollout/plan/", RULES)
    assert (kept.status_code, kept["Location"]) == (303, "/rollout/plan/")
    plan = plan_of(cast.nordlys.id)
    before = places_of(plan.id)
    other = lead.get("/rollout/plan/", {**RULES, "capacity": 10}).content.decode()
    assert "Plan anew like this" in other
    assert '<span class="muted">(' in other
    assert places_of(plan.id) == before
    assert lead.post("/rollout/plan/", {**RULES, "capacity": 10}).status_code == 303
    assert all(wave.people <= 10 for wave in waves_of(plan.id)[1:-1])


def test_agreeing_dividing_and_ending(cast, lead):
    lead.post("/rollout/plan/", RULES)
    assert b"This is a draft." in lead.get("/rollout/plan/").content
    assert lead.post("/rollout/plan/agree/").status_code == 303
    page = lead.get("/rollout/plan/").content
    assert b"This is a draft." not in page
    number = len(waves_of(plan_of(cast.nordlys.id).id))
    assert lead.post("/rollout/1/duplicate/").status_code == 303
    assert len(waves_of(plan_of(cast.nordlys.id).id)) == number + 1
    refused = lead.post("/rollout/0/duplicate/", follow=True)
    assert b"There is one pilot." in refused.content
    assert lead.post("/rollout/99/duplicate/").status_code == 404
    assert lead.post("/rollout/plan/end/").status_code == 303
    assert plan_of(cast.nordlys.id) is None
    assert lead.post("/rollout/plan/end/").status_code == 404
    assert lead.post("/rollout/plan/agree/").status_code == 404


def test_numbers_that_cannot_be_are_refused_with_what_to_do(cast, lead):
    for wrong in ({"weeks": 1}, {"team_share": 101}, {"first_day": "soon"}):
        assert lead.get("/rollout/plan/", {**RULES, **wrong}).status_code == 422
        assert lead.post("/rollout/plan/", {**RULES, **wrong}).status_code == 422
    Person.objects.bulk_create(
        Person(organisation=cast.nordlys, team=cast.grid, email=f"g{n}@nordlys.example", given_name="G")
        for n in range(20)
    )
    small = lead.post("/rollout/plan/", {**RULES, "pilot_size": 1})
    assert small.status_code == 422
    assert b"For that it has to take 2 people or more." in small.content
    plan_id = _plan(cast)
    Wave.objects.filter(plan_id=plan_id).update(launched_at=cast.now)
    launched = lead.post("/rollout/plan/", RULES)
    assert launched.status_code == 422
    assert b"launched already" in launched.content


def test_people_are_found_by_name_and_moved_by_a_button(cast, lead):
    assert lead.get("/rollout/move/").status_code == 404  # There is no plan.
    plan_id = _plan(cast)
    places = places_of(plan_id)
    other = max(places.values())  # Which has room for everybody.
    person = Person.objects.filter(given_name__startswith="Wave", id__in=[one for one in places if places[one] == 1])[0]
    name = person.given_name
    page = lead.get("/rollout/move/", {"q": name}).content.decode()
    assert f'name="person" value="{person.id}"' in page
    moved = lead.post("/rollout/move/", {"person": person.id, "to": other, "q": name})
    assert (moved.status_code, moved["Location"]) == (303, f"/rollout/move/?q={name}")
    assert places_of(plan_id)[person.id] == other
    assert b"moved by hand" in lead.get(f"/rollout/move/?q={name}").content
    assert "Nobody found" in lead.get("/rollout/move/?q=nobody-of-that-name").content.decode()
    for wrong in ({"person": cast.eve.id, "to": 1}, {"person": person.id, "to": 99}, {"person": "x", "to": 1}, {}):
        assert lead.post("/rollout/move/", wrong).status_code == 404


def test_a_move_that_breaks_a_rule_says_what_to_do(cast, lead):
    plan_id = _plan(cast)
    full = next(one for one, wave in places_of(plan_id).items() if wave == max(places_of(plan_id).values()))
    page = lead.post("/rollout/move/", {"person": full, "to": 0, "q": "Wave"}, follow=True).content.decode()
    assert "That wave is full: it takes" in page or escape("Of that team") in page


def test_neither_page_tells_a_type_a_no_or_a_break(cast, lead):
    _plan(cast)
    person = Person.objects.get(email="7@nordlys.example")
    before = lead.get("/rollout/move/?q=Wave7").content.decode()
    person.declined_at, person.paused_until = cast.now, dt.date(2030, 1, 1)
    person.save()
    StoredPlace.objects.create(
        organisation=cast.nordlys, person=person, type="influencer", on_map=True, network=1.9, activity=1.9,
        network_sd=0.1, activity_sd=0.1, network_low=0, network_high=1, activity_low=0, activity_high=1,
    )  # fmt: skip
    after = lead.get("/rollout/move/?q=Wave7").content.decode()
    assert _without_token(after) == _without_token(before)
    assert Place._meta.get_fields() and not {"score", "weight", "type"} & {f.name for f in Place._meta.get_fields()}


def test_only_who_leads_may_and_how_it_works_is_open_to_all(cast, let_in, client):
    _plan(cast)
    for person in (cast.ana, cast.bo, cast.cleo):
        browser = let_in(person)
        assert browser.get("/rollout/plan/").status_code == 404
        assert browser.get("/rollout/move/").status_code == 404
        for path in ("plan/", "plan/agree/", "plan/end/", "move/", "1/duplicate/"):
            assert browser.post(f"/rollout/{path}").status_code == 404
    assert plan_of(cast.nordlys.id).agreed_at is None
    assert client.get("/how/waves/").status_code == 200


def test_the_number_of_queries_does_not_grow_with_the_people(cast, lead):
    plan_id = _plan(cast)
    paths = (
        "/rollout/plan/",
        "/rollout/plan/?" + "&".join(f"{k}={v}" for k, v in RULES.items()),
        "/rollout/move/?q=Wave",
    )
    lead.get("/rollout/plan/")  # The first look of a day is noted.
    few = [_queries(lead, path) for path in paths]
    more = Person.objects.bulk_create(
        Person(organisation=cast.nordlys, team=cast.grid, email=f"m{n}@nordlys.example", given_name=f"Wave{n}")
        for n in range(60)
    )
    last = Wave.objects.filter(plan_id=plan_id).last()
    Place.objects.bulk_create(Place(plan_id=plan_id, wave=last, person=person) for person in more)
    for path, number in zip(paths, few, strict=True):
        assert _queries(lead, path) == number, path


def _plan(cast) -> int:
    rules = {**RULES, "first_day": dt.date(2026, 11, 30)}
    return plans.make_plan(actor=viewer(cast.lea.id, scope="employee"), now=cast.now, seed=3, **rules)


def _queries(browser, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert browser.get(path).status_code == 200
    return len(found)


def _without_token(page: str) -> str:
    return "".join(line for line in page.splitlines(keepends=True) if "csrfmiddlewaretoken" not in line)
