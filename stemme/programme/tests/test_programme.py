"""The programme's page: where we are, what comes next, and nothing about a few."""

import dataclasses
import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some

from stemme.growth.group_queries import lessons_since
from stemme.growth.models import LessonDone
from stemme.people.models import Person
from stemme.policy.expectations import actions as expectations
from stemme.policy.expectations.actions import FunctionChoice
from stemme.policy.expectations.expectation import Words
from stemme.policy.models import Guidelines
from stemme.programme.next_things import SHOWN, State, next_things
from stemme.programme.queries import picture, weakest
from stemme.readiness.queries import Result

PAGE = "/programme/"
READY = State(
    guidelines=True, contacts=True, functions=True, readiness=True, asking=False, tasks=0, plan=True, agreed=True,
    due_wave=None, due_lines=0, may_open=None, unanswered=None,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "key", "page"),
    [
        ({"unanswered": 1}, "unanswered", "agreements:agreements"),
        ({"due_wave": 1, "due_lines": 2}, "checks", "waves:wave"),
        ({"guidelines": False}, "guidelines", "policy:edit"),
        ({"readiness": False}, "readiness", "readiness:readiness"),
        ({"may_open": 0}, "open", "waves:wave"),
        ({"readiness": False, "asking": True}, "close", "readiness:readiness"),
        ({"plan": False, "agreed": False}, "plan", "waves:plan"),
        ({"agreed": False}, "agree", "waves:rollout"),
        ({"functions": False}, "functions", "policy:functions"),
        ({"contacts": False}, "contacts", "policy:contacts"),
        ({"tasks": 4}, "tasks", "readiness:readiness"),
    ],
)
def test_each_lack_is_one_thing_to_do(change, key, page):
    assert next_things(READY) == []
    (thing,) = next_things(dataclasses.replace(READY, **change))
    assert (thing.key, thing.page) == (key, page)


@given(some.builds(State))
def test_there_are_never_more_than_three_and_none_twice(state):
    found = [thing.key for thing in next_things(state)]
    assert len(found) <= SHOWN and len(set(found)) == len(found)


def test_the_weakest_dimension_is_named():
    result = Result(1, True, {"culture": 70.0, "technology": None, "organisation": 55.0}, 62.5, 55.0, "pilot", 5)
    assert weakest(result) == "organisation" and weakest(None) == ""


def test_an_empty_house_begins_with_its_foundations(cast, let_in):
    found = picture(cast.nordlys.id, cast.now)
    assert (found.step, found.weakest, found.lessons) == ("prepare", "", None)
    page = let_in(cast.lea).get(PAGE, headers={"accept-language": "en"}).text
    assert "Write the guidelines" in page and 'href="/guidelines/edit/"' not in page
    assert 'href="/readiness/"' in page and 'href="/expectations/"' in page
    assert 'href="/guidelines/edit/"' in let_in(cast.ada).get(PAGE).text


def test_what_is_there_is_no_thing_to_do(cast):
    before = picture(cast.nordlys.id, cast.now).state
    Guidelines.objects.create(organisation=cast.nordlys, version=1)
    choice = FunctionChoice(name="All", texts={"en": Words(("that you tell",))}, everybody=True)
    expectations.make_function(actor=None, organisation_id=cast.nordlys.id, choice=choice, now=cast.now)
    after = picture(cast.nordlys.id, cast.now).state
    assert (before.guidelines, before.functions) == (False, False)
    assert (after.guidelines, after.functions) == (True, True)
    assert not picture(cast.other.id, cast.now).state.guidelines


def test_lessons_are_told_from_the_floor_on(cast):
    crowd = Person.objects.bulk_create(
        Person(organisation=cast.nordlys, email=f"p{n}@nordlys.example", given_name="P") for n in range(8)
    )
    day = cast.now.date()
    LessonDone.objects.bulk_create(
        LessonDone(organisation=cast.nordlys, person=one, lesson=lesson, done_at=cast.now)
        for one in crowd[:7]
        for lesson in ("a", "b")
    )
    assert lessons_since(cast.nordlys.id, day, zone="Europe/Oslo", floor=8) is None
    LessonDone.objects.create(organisation=cast.nordlys, person=crowd[7], lesson="a", done_at=cast.now)
    assert lessons_since(cast.nordlys.id, day, zone="Europe/Oslo", floor=8) == 15
    assert lessons_since(cast.nordlys.id, day + dt.timedelta(days=1), zone="Europe/Oslo", floor=8) is None


def test_the_page_asks_as_often_for_many_functions_and_people_as_for_few(cast, let_in):
    ana = let_in(cast.ana)
    ana.get(PAGE)

    def asked():
        with CaptureQueriesContext(connection) as found:
            assert ana.get(PAGE).status_code == 200
        return len(found)

    before = asked()
    Person.objects.bulk_create(
        Person(organisation=cast.nordlys, email=f"p{n}@nordlys.example", given_name="P", invited_at=cast.now)
        for n in range(20)
    )
    assert asked() == before


@pytest.mark.parametrize(("name", "status"), [("ada", 200), ("lea", 200), ("ana", 200), ("bo", 404), ("cleo", 404)])
def test_it_is_for_those_who_see_figures_of_groups(cast, let_in, name, status):
    assert let_in(getattr(cast, name)).get(PAGE).status_code == status
