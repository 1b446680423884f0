"""The pages of roles: who sees what, giving, taking, and being asked who one is."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.library.models import Stream
from stemme.people.models import Person, RoleGrant


@pytest.fixture
def owner(cast: SimpleNamespace, let_in: object) -> Client:
    client: Client = let_in(cast.ada)  # type: ignore[operator]
    return client


def age(client: Client, minutes: int) -> None:
    """Make the client's visit begin so long ago."""
    store = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
    started = timezone.now() - dt.timedelta(minutes=minutes)
    store["visit"] = {**store["visit"], "started": started.isoformat()}
    store.save()


def test_an_owner_sees_every_role_and_who_gave_it(cast: SimpleNamespace, owner: Client) -> None:
    RoleGrant.objects.create(
        organisation=cast.nordlys, person=cast.cleo, role="people_admin", team=cast.wind, granted_by=cast.ada
    )
    page = owner.get("/roles/")
    rows = [(row.name, row.role, row.limited_to, row.given_by, row.may_take) for row, _name in page.context["grants"]]
    assert rows == [
        ("Ada Owe", "owner", "", "", True),
        ("Lea Lind", "lead", "", "", True),
        ("Bo Brandt", "editor", "", "", True),
        ("Cleo Clausen", "people_admin", "Offshore wind", "Ada Owe", True),
        ("Ana Alm", "analyst", "", "", True),
    ]
    words = page.content.decode()
    assert "Programme lead" in words
    assert "by Ada Owe" in words
    assert "Eve Else" not in words


def test_a_lead_takes_only_what_they_may_give(cast: SimpleNamespace, let_in: object) -> None:
    lea = let_in(cast.lea)  # type: ignore[operator]
    rows = {row.name: row for row, _name in lea.get("/roles/").context["grants"]}
    assert {name for name, row in rows.items() if row.may_take} == {"Bo Brandt", "Ana Alm", "Lea Lind"}
    assert lea.post(f"/roles/{rows['Ada Owe'].id}/take/").status_code == 404
    assert lea.post(f"/roles/{rows['Bo Brandt'].id}/take/").status_code == 303
    assert not RoleGrant.objects.filter(person=cast.bo).exists()
    roles = [
        value for value, _label in lea.get(f"/roles/grant/?person={cast.dan.id}").context["form"].fields["role"].choices
    ]
    assert roles == ["editor", "people_admin", "manager", "analyst"]
    sent = {"person": cast.dan.id, "role": "owner", "where": "everywhere"}
    assert lea.post("/roles/grant/", sent).status_code == 422
    assert not RoleGrant.objects.filter(person=cast.dan).exists()


def test_finding_somebody_and_giving_them_a_stream(cast: SimpleNamespace, owner: Client) -> None:
    news = Stream.objects.create(organisation=cast.nordlys, name="News")
    foreign = Stream.objects.create(organisation=cast.other, name="Elsewhere")
    assert "Cleo Clausen" in owner.get("/roles/grant/?q=cleo").content.decode()
    assert "Nobody fits" in owner.get("/roles/grant/?q=Eve").content.decode()
    # Not to oneself.
    assert "Ada Owe" not in [row.name for row in owner.get("/roles/grant/?q=Ada").context["found"]]
    assert owner.get(f"/roles/grant/?person={cast.ada.id}").status_code == 404
    page = owner.get(f"/roles/grant/?person={cast.cleo.id}").content.decode()
    assert "News" in page
    assert "Elsewhere" not in page
    sent = {"person": cast.cleo.id, "role": "editor", "where": f"stream:{news.id}"}
    for wrong in (
        {"role": ""},
        {"role": "operator"},
        {"role": "analyst"},
        {"role": "people_admin"},
        {"where": f"stream:{foreign.id}"},
        {"where": f"team:{cast.wind.id}"},
        {"where": "stream:"},
    ):
        assert owner.post("/roles/grant/", {**sent, **wrong}).status_code == 422, wrong
    said = owner.post("/roles/grant/", sent, follow=True).content.decode()
    assert "Cleo Clausen is now: Editor." in said
    grant = RoleGrant.objects.get(person=cast.cleo)
    assert (grant.role, grant.stream_id, grant.granted_by_id) == ("editor", news.id, cast.ada.id)
    assert "was that already" in owner.post("/roles/grant/", sent, follow=True).content.decode()
    watching = owner.post("/roles/grant/", {"person": cast.lea.id, "role": "representative", "where": "everywhere"})
    assert watching.status_code == 422
    assert "there to watch the other" in watching.content.decode()


def test_an_administrator_of_a_team_sees_that_team(cast: SimpleNamespace, let_in: object) -> None:
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.cleo, role="people_admin", team=cast.wind)
    inga = Person.objects.create(
        organisation=cast.nordlys, team=cast.turbine, email="inga@nordlys.example", given_name="Inga"
    )
    cleo = let_in(cast.cleo)  # type: ignore[operator]
    page = cleo.get("/roles/?lang=en")
    assert [row.name for row, _name in page.context["grants"]] == ["Cleo Clausen"]
    assert "You see the people of the teams you look after." in page.content.decode()
    assert cleo.get(f"/roles/grant/?person={cast.dan.id}").status_code == 404
    assert cleo.get("/roles/grant/?q=Dan").context["found"] == []
    offered = cleo.get(f"/roles/grant/?person={inga.id}").context["form"].fields["where"].choices
    assert [value for _heading, group in offered for value, _name in group] == [
        f"team:{cast.wind.id}",
        f"team:{cast.turbine.id}",
    ]
    sent = {"person": inga.id, "role": "people_admin", "where": f"team:{cast.turbine.id}"}
    assert cleo.post("/roles/grant/", {**sent, "where": f"team:{cast.grid.id}"}).status_code == 422
    assert cleo.post("/roles/grant/", sent).status_code == 303


def test_the_last_owner_is_told_why_they_stay(cast: SimpleNamespace, owner: Client) -> None:
    grant = RoleGrant.objects.get(person=cast.ada)
    said = owner.post(f"/roles/{grant.id}/take/", follow=True).content.decode()
    assert "This is the last owner" in said
    assert RoleGrant.objects.filter(person=cast.ada, role="owner").exists()


@pytest.mark.parametrize(
    ("method", "path"), [("get", "/roles/grant/"), ("post", "/roles/grant/"), ("post", "/people/export/")]
)
def test_after_ten_minutes_it_is_asked_who_one_is(method: str, path: str, cast: SimpleNamespace, owner: Client) -> None:
    sent = {"person": str(cast.dan.id), "role": "analyst", "where": "everywhere"}
    age(owner, 11)
    page = getattr(owner, method)(path, sent, headers={"referer": "http://testserver/roles/grant/?person=1"})
    assert page.status_code == 403
    words = page.content.decode()
    assert "Is it still you?" in words
    assert ("Nothing has been changed" in words) == (method == "post")
    assert not RoleGrant.objects.filter(person=cast.dan).exists()
    assert "/roles/grant/" in page.context["next"]
    assert owner.get("/roles/").status_code == 200
    age(owner, 9)
    assert getattr(owner, method)(path, sent).status_code in {200, 303}


def test_a_visit_that_begins_in_the_future_is_not_fresh(owner: Client) -> None:
    age(owner, -5)
    assert owner.get("/roles/grant/").status_code == 403


def test_the_number_of_queries_does_not_grow(cast: SimpleNamespace, owner: Client) -> None:
    owner.get("/roles/")
    with CaptureQueriesContext(connection) as few:
        owner.get("/roles/")
    for number in range(30):
        person = Person.objects.create(
            organisation=cast.nordlys, team=cast.turbine, email=f"p{number}@nordlys.example", given_name=f"P{number}"
        )
        RoleGrant.objects.create(organisation=cast.nordlys, person=person, role="people_admin", team=cast.wind)
    with CaptureQueriesContext(connection) as many:
        owner.get("/roles/")
    assert len(many) == len(few) <= 8
