"""You may ask me: only who says so is listed, each look is theirs to see, and it can be taken back."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from stemme.atlas import care_actions, care_queries, forgetting_actions
from stemme.atlas.models import CareContact, CareOffer
from stemme.atlas.tests.crowd import make_crowd
from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.people import queries as people
from stemme.people.models import Person, RoleGrant
from stemme.people.viewer import EMPLOYEE, Viewer

FEEDBACK = {"feedback": "on", "field": "Turbines"}


def viewer_of(person: Person) -> Viewer:
    found = people.viewer(person.pk, scope=EMPLOYEE)
    assert found is not None
    return found


def offer(person: Person, now: dt.datetime, *, show_type: bool = False, mentor: bool = False) -> None:
    care_actions.offer(
        actor=viewer_of(person), feedback=True, promote=False, mentor=mentor, field="Turbines", show_type=show_type,
        now=now,
    )  # fmt: skip


def test_nobody_is_on_the_list_but_who_offered_it(cast: SimpleNamespace, now: dt.datetime, let_in: Any) -> None:
    make_crowd(cast.nordlys, cast.wind, now)
    assert "Nobody offered it yet." in let_in(cast.lea).get("/map/care/").content.decode()
    answer = let_in(cast.cleo).post("/me/care/", FEEDBACK)
    assert (answer.status_code, answer["Location"]) == (303, "/me/care/")
    body = let_in(cast.lea).get("/map/care/").content.decode()
    assert "Cleo Clausen" in body and "Turbines" in body
    assert "Crowd" not in body and "Dan Dahl" not in body


def test_an_offer_is_an_offer_of_something(cast: SimpleNamespace, now: dt.datetime, let_in: Any) -> None:
    answer = let_in(cast.cleo).post("/me/care/", {"field": "Turbines"})
    assert answer.status_code == 422 and "Turbines" in answer.content.decode()
    assert not CareOffer.objects.filter(organisation=cast.nordlys).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        CareOffer.objects.create(organisation=cast.nordlys, person=cast.cleo)


def test_the_type_is_told_only_with_a_tick(cast: SimpleNamespace, now: dt.datetime) -> None:
    quiet, shown = make_crowd(cast.nordlys, cast.wind, now, spread={"enthusiast": 2})
    offer(quiet, now)
    offer(shown, now, show_type=True)
    listed = {one.person_id: one.type for one in care_queries.care_list(viewer_of(cast.lea), today=now.date())}
    assert listed == {quiet.pk: "", shown.pk: "enthusiast"}


def test_a_look_is_written_down_once_an_hour_and_shown_to_the_person(
    cast: SimpleNamespace, now: dt.datetime, let_in: Any
) -> None:
    offer(cast.cleo, now)
    client = let_in(cast.lea)
    client.get("/map/care/")
    client.get("/map/care/")
    assert Fact.objects.filter(kind=facts.CARE_READ, actor_id=cast.lea.id).count() == 1
    looks = care_queries.own_looks(cast.nordlys.id, cast.cleo.id)
    assert [look.name for look in looks] == ["Lea Lind"]
    assert care_queries.own_looks(cast.nordlys.id, cast.dan.id) == []
    assert "Lea Lind" in let_in(cast.cleo).get("/me/care/").content.decode()


def test_who_sees_the_list(cast: SimpleNamespace, now: dt.datetime, let_in: Any) -> None:
    offer(cast.cleo, now)
    offer(cast.dan, now)
    for person in (cast.ana, cast.bo, cast.dan):
        assert let_in(person).get("/map/care/").status_code == 404
        assert let_in(person).post(f"/map/care/{cast.cleo.id}/contacted/").status_code == 404
    assert "Nobody offered it yet." in let_in(cast.eve).get("/map/care/").content.decode()
    assert let_in(cast.eve).post(f"/map/care/{cast.cleo.id}/contacted/").status_code == 404
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.bo, role="people_admin", team=cast.wind)
    body = let_in(cast.bo).get("/map/care/").content.decode()
    assert "Cleo Clausen" in body and "Dan Dahl" not in body
    assert let_in(cast.bo).post(f"/map/care/{cast.dan.id}/contacted/").status_code == 404


def test_being_in_touch_is_a_day_and_nothing_else(cast: SimpleNamespace, now: dt.datetime, let_in: Any) -> None:
    offer(cast.cleo, now)
    client = let_in(cast.lea)
    assert client.post(f"/map/care/{cast.cleo.id}/contacted/").status_code == 303
    client.post(f"/map/care/{cast.cleo.id}/contacted/")
    assert CareContact.objects.filter(organisation=cast.nordlys).count() == 1
    assert Fact.objects.filter(kind=facts.CARE_CONTACTED, subject_id=cast.cleo.id).count() == 1
    assert [one.name for one in care_queries.own_contacts(cast.nordlys.id, cast.cleo.id)] == ["Lea Lind"]
    assert client.post(f"/map/care/{cast.dan.id}/contacted/").status_code == 404
    with pytest.raises(ValueError, match="on the list"):
        care_actions.note_contact(actor=viewer_of(cast.lea), person_id=cast.dan.id, now=now)


def test_taking_it_back_leaves_nothing(cast: SimpleNamespace, now: dt.datetime, let_in: Any) -> None:
    offer(cast.cleo, now, mentor=True)
    care_actions.note_contact(actor=viewer_of(cast.lea), person_id=cast.cleo.id, now=now)
    assert let_in(cast.cleo).post("/me/care/end/").status_code == 303
    assert not CareOffer.objects.filter(organisation=cast.nordlys).exists()
    assert not CareContact.objects.filter(organisation=cast.nordlys).exists()
    assert not care_actions.take_back(actor=viewer_of(cast.cleo), now=now)


def test_who_said_no_or_takes_a_break_is_not_listed(cast: SimpleNamespace, now: dt.datetime) -> None:
    offer(cast.cleo, now)
    offer(cast.dan, now)
    Person.objects.filter(id=cast.cleo.id).update(declined_at=now)
    Person.objects.filter(id=cast.dan.id).update(paused_until=now.date() + dt.timedelta(days=3))
    lea = viewer_of(cast.lea)
    assert care_queries.care_list(lea, today=now.date()) == []
    assert len(care_queries.care_list(lea, today=now.date() + dt.timedelta(days=3))) == 1


def test_forgetting(cast: SimpleNamespace, now: dt.datetime) -> None:
    offer(cast.cleo, now)
    offer(cast.lea, now)
    care_actions.note_contact(actor=viewer_of(cast.lea), person_id=cast.cleo.id, now=now)
    forgetting_actions.forget_person(organisation_id=cast.nordlys.id, person_id=cast.lea.id)
    assert [one.name for one in care_queries.own_contacts(cast.nordlys.id, cast.cleo.id)] == [""]
    assert CareOffer.objects.filter(organisation=cast.nordlys).count() == 1
    assert forgetting_actions.forget_old(now=now + dt.timedelta(days=300)) == 0
    assert forgetting_actions.forget_old(now=now + dt.timedelta(days=366)) == 1


def test_queries_do_not_grow(cast: SimpleNamespace, now: dt.datetime, let_in: Any) -> None:
    everybody = make_crowd(cast.nordlys, cast.wind, now, spread={"enthusiast": 12})
    client, numbers = let_in(cast.lea), []
    for some in (everybody[:3], everybody[3:]):
        for person in some:
            offer(person, now, show_type=True)
            care_actions.note_contact(actor=viewer_of(cast.lea), person_id=person.pk, now=now)
        client.get("/map/care/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/map/care/")
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
