"""Erasing somebody who left before the thirty days are over."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.people.models import Person, RoleGrant
from tests.cast import open_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def left(cast, settings, tmp_path):
    """Cleo left two days ago; the ledger of erasures is this test's own."""
    settings.DATA = tmp_path
    gone = dt.datetime.now(dt.UTC) - dt.timedelta(days=2)
    Person.objects.filter(id=cast.cleo.id).update(deactivated_at=gone)
    return f"/people/left/{cast.cleo.id}/erase/"


def grant(cast, person, team):
    RoleGrant.objects.create(organisation=cast.nordlys, person=person, role="people_admin", team=team)


def test_who_left_stands_on_the_page_with_the_day_of_erasing(cast, let_in, left):
    page = let_in(cast.lea).get("/people/left/").content.decode()
    assert "Cleo Clausen" in page
    assert "Dan Dahl" not in page
    erased = dt.datetime.now(ZoneInfo(cast.nordlys.time_zone)) + dt.timedelta(days=28)
    assert erased.date().isoformat() in page
    assert left in page


def test_the_number_of_queries_does_not_grow(cast, let_in, left, django_assert_max_num_queries):
    lea = let_in(cast.lea)
    lea.get("/people/left/")
    for number in range(12):
        Person.objects.create(
            organisation=cast.nordlys, team=cast.grid, email=f"x{number}@nordlys.example", given_name="X",
            deactivated_at=dt.datetime.now(dt.UTC),
        )  # fmt: skip
    with django_assert_max_num_queries(12):
        assert lea.get("/people/left/").content.decode().count("<bdi") >= 13


def test_erasing_takes_a_tick_and_is_written_down_without_a_name(cast, let_in, left):
    lea = let_in(cast.lea)
    assert "Cleo Clausen" in lea.get(left).content.decode()
    assert lea.post(left).status_code == 422
    assert Person.objects.filter(id=cast.cleo.id).exists()
    assert lea.post(left, {"sure": "yes"}).status_code == 303
    assert not Person.objects.filter(id=cast.cleo.id).exists()
    fact = Fact.objects.get(kind=facts.PERSON_ERASED)
    assert (fact.actor_id, fact.chained) == (cast.lea.id, True)
    assert lea.get(left).status_code == 404
    page = let_in(cast.ada).get("/audit/").content.decode()
    assert "erased everything about somebody" in page


def test_only_those_who_left_and_only_ones_own_people(cast, let_in, left):
    grant(cast, cast.dan, cast.grid)
    assert let_in(cast.dan).get(left).status_code == 404
    assert "Cleo" not in let_in(cast.dan).get("/people/left/").content.decode()
    assert let_in(cast.eve).post(left, {"sure": "yes"}).status_code == 404
    assert let_in(cast.bo).post(left, {"sure": "yes"}).status_code == 404
    assert let_in(cast.lea).post(f"/people/left/{cast.dan.id}/erase/", {"sure": "yes"}).status_code == 404
    assert Person.objects.filter(id__in=[cast.cleo.id, cast.dan.id]).count() == 2


def test_it_takes_a_fresh_sign_in(cast, client, left):
    key = open_session(cast.lea.id)
    store = SessionStore(session_key=key)
    earlier = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=11)
    store["visit"] = {**store["visit"], "started": earlier.isoformat()}
    store.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert client.post(left, {"sure": "yes"}).status_code == 403
    assert Person.objects.filter(id=cast.cleo.id).exists()
