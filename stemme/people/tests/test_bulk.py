"""What is done to many people at once: the page that asks, what happens, what is passed by, undoing."""

from __future__ import annotations

import csv
import datetime as dt
import io
from types import SimpleNamespace

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from stemme.journal.models import Fact
from stemme.mailings.actions.planning import plan_invitations, plan_reminders
from stemme.mailings.models import Mailing
from stemme.people import queries
from stemme.people.actions import bulk
from stemme.people.actions.granting import NotAllowedError
from stemme.people.models import Person, RoleGrant
from stemme.people.tests.test_people_pages import many


@pytest.fixture
def lead(cast: SimpleNamespace, let_in: object) -> Client:
    client: Client = let_in(cast.lea)  # type: ignore[operator]
    return client


@pytest.fixture
def dan(cast: SimpleNamespace, let_in: object) -> Client:
    """People administrator of wind only."""
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.dan, role="people_admin", team=cast.wind)
    client: Client = let_in(cast.dan)  # type: ignore[operator]
    return client


def do(client: Client, act: str, people: list[Person] | None = None, **more: object) -> HttpResponse:
    """Open the page that asks, then press its button."""
    sent = {"act": act, **({"person": [p.id for p in people]} if people is not None else {"all": "1"}), **more}
    page = client.get("/people/change/", sent)
    assert page.status_code == 200, page.headers
    return client.post("/people/change/", {**sent, "count": page.context["number"]})


def fresh(people: list[Person]) -> list[Person]:
    return list(Person.objects.filter(id__in=[p.id for p in people]).order_by("id"))


def test_inviting_the_chosen(cast: SimpleNamespace, lead: Client) -> None:
    people = many(cast, 3)
    page = lead.get("/people/change/", {"act": "invite", "person": [people[0].id, people[1].id, cast.cleo.id]})
    text = page.content.decode()
    assert "Invite 2 people?" in text
    assert "1 of the chosen was invited before" in text
    assert not Person.objects.filter(given_name__startswith="Person", invited_at__isnull=False).exists()
    answer = do(lead, "invite", people[:2], state="not_invited")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/people/?state=not_invited")
    assert [p.invited_at is not None for p in fresh(people)] == [True, True, False]
    facts = Fact.objects.filter(kind="person.invited")
    assert {(fact.actor_id, fact.subject_id) for fact in facts} == {(cast.lea.id, p.id) for p in people[:2]}


def test_inviting_everybody_found(cast: SimpleNamespace, lead: Client) -> None:
    many(cast, 40)
    do(lead, "invite", state="not_invited", q="Person00")
    assert Person.objects.filter(given_name__startswith="Person").exclude(invited_at=None).count() == 10


def test_another_number_than_was_told_changes_nothing(cast: SimpleNamespace, lead: Client) -> None:
    many(cast, 3)
    answer = lead.post("/people/change/", {"act": "invite", "all": "1", "count": "2"})
    assert answer.status_code == 422
    assert "The list has changed meanwhile" in answer.content.decode()
    assert not Person.objects.filter(given_name__startswith="Person").exclude(invited_at=None).exists()


def test_strangers_cannot_be_chosen(cast: SimpleNamespace, lead: Client) -> None:
    Person.objects.filter(id=cast.eve.id).update(invited_at=None, joined_at=None)
    for wrong in ([cast.eve.id], ["x"]):
        assert lead.get("/people/change/", {"act": "invite", "person": wrong}).status_code == 404
        assert lead.post("/people/change/", {"act": "invite", "person": wrong, "count": 1}).status_code == 404
    assert lead.get("/people/change/", {"act": "invite", "person": ["9" * 30]}).headers["Location"] == "/people/"
    assert lead.get("/people/change/", {"act": "dance", "all": "1"}).headers["Location"] == "/people/"
    assert Person.objects.get(id=cast.eve.id).invited_at is None


def test_whoever_said_no_is_not_invited_again(cast: SimpleNamespace, lead: Client) -> None:
    people = many(cast, 1, declined_at=timezone.now())
    do(lead, "invite", people)
    assert fresh(people)[0].invited_at is None


def test_one_reminder_and_a_no_stays_hidden(cast: SimpleNamespace, lead: Client) -> None:
    """P-01 and P-02: at most one invitation and one reminder, and nobody can be told by what they do not get."""
    now = timezone.now()
    three = now - dt.timedelta(days=3)
    people = many(cast, 2, invited_at=three) + many(cast, 0)
    other = [
        Person.objects.create(
            organisation=cast.nordlys, team=cast.grid, email=f"{n}@nordlys.example", given_name=n, **f
        )
        for n, f in {
            "said_no": {"invited_at": three, "declined_at": now},
            "just_now": {"invited_at": now},
            "long_ago": {"invited_at": now - dt.timedelta(days=30)},
        }.items()
    ]
    for person in (*people, other[0]):
        Mailing.objects.create(
            organisation=cast.nordlys, person=person, kind="invitation", slot=three.date(), state="sent",
            planned_at=three, changed_at=three,
        )  # fmt: skip
    page = lead.get("/people/change/?act=remind&all=1")
    # Three: whoever said no is counted like everybody who is listed as invited.
    assert page.context["number"] == 3
    do(lead, "remind")
    assert Fact.objects.filter(kind="person.reminded").count() == 3
    plan_invitations(now=now)
    assert set(Mailing.objects.filter(state="queued").values_list("person_id", flat=True)) == {p.id for p in people}
    assert lead.get("/people/change/?act=remind&all=1").context["number"] == 0
    do(lead, "remind")
    # What goes out by itself after a week does not go to them again.
    Mailing.objects.filter(state="queued").update(state="sent")
    for days in (5, 8, 12):
        assert plan_reminders(now=now + dt.timedelta(days=days)) == 0
    assert Mailing.objects.filter(person=people[0]).count() == 2


def test_moving_and_undoing(cast: SimpleNamespace, lead: Client) -> None:
    people = many(cast, 2)
    Person.objects.filter(id=people[1].id).update(team=None)
    wrong = lead.post("/people/change/", {"act": "move", "person": [p.id for p in people], "count": "2"})
    assert wrong.status_code == 422
    do(lead, "move", people, to=str(cast.grid.id))
    assert {p.team_id for p in fresh(people)} == {cast.grid.id}
    assert "You moved 2 people." in lead.get("/people/").content.decode()
    lead.post("/people/change/undo/")
    assert [p.team_id for p in fresh(people)] == [cast.turbine.id, None]
    assert Fact.objects.filter(kind="person.moved").count() == 4
    lead.post("/people/change/undo/")
    assert Fact.objects.filter(kind="person.moved").count() == 4


def test_moving_needs_the_right_at_both_ends(cast: SimpleNamespace, dan: Client) -> None:
    """T-28: neither people of other teams, nor into other teams."""
    people = many(cast, 1)
    assert do(dan, "move", people, to=str(cast.grid.id)).status_code == 422
    assert fresh(people)[0].team_id == cast.turbine.id
    assert dan.get("/people/change/", {"act": "move", "person": [cast.bo.id]}).status_code == 404
    offered = dan.get("/people/change/?act=move&all=1").context["teams"]
    assert {team for team, _label in offered} == {cast.wind.id, cast.turbine.id}
    viewer = queries.viewer(cast.dan.id, scope="employee")
    assert viewer
    with pytest.raises(NotAllowedError):
        bulk.move_people(actor=viewer, person_ids=[people[0].id], team_id=cast.grid.id, now=timezone.now())
    assert bulk.move_people(actor=viewer, person_ids=[cast.bo.id], team_id=cast.wind.id, now=timezone.now()) == 0


def test_taking_off_the_list_and_putting_back(cast: SimpleNamespace, lead: Client, let_in: object) -> None:
    people = many(cast, 2, joined_at=timezone.now())
    cleo = let_in(cast.cleo)  # type: ignore[operator]
    page = lead.get("/people/change/", {"act": "deactivate", "person": [cast.ada.id, cast.lea.id, cast.cleo.id]})
    # Ada holds a role that Lea could not take, and Lea is herself.
    assert (page.context["number"], page.context["reached"].passed_by) == (1, 2)
    do(lead, "deactivate", [*people, cast.cleo])
    assert all(p.deactivated_at for p in fresh([*people, cast.cleo]))
    assert cleo.get("/me/").status_code == 302
    # Somebody new has got the address of one of them.
    Person.objects.create(organisation=cast.nordlys, email=people[1].email, given_name="Newcomer")
    lead.post("/people/change/undo/")
    assert [p.deactivated_at is None for p in fresh(people)] == [True, False]
    assert Fact.objects.filter(kind="person.brought_back").count() == 2
    assert cleo.get("/me/").status_code == 302


def test_undoing_ends_after_half_an_hour(cast: SimpleNamespace, lead: Client) -> None:
    people = many(cast, 1)
    do(lead, "deactivate", people)
    session = lead.session
    session["people_undo"]["at"] = (timezone.now() - dt.timedelta(minutes=31)).isoformat()
    session.save()
    assert "You took" not in lead.get("/people/").content.decode()
    lead.post("/people/change/undo/")
    assert fresh(people)[0].deactivated_at


def test_exporting_the_chosen(cast: SimpleNamespace, lead: Client, dan: Client) -> None:
    asked = lead.get("/people/change/", {"act": "export", "person": [cast.cleo.id]})
    assert asked.headers["Location"] == f"/people/export/?act=export&person={cast.cleo.id}"
    assert "Export 1 person?" in lead.get(asked.headers["Location"]).content.decode()
    rows = list(csv.reader(io.StringIO(lead.post("/people/export/", {"person": [cast.cleo.id]}).content.decode())))
    assert [row[1] for row in rows[1:]] == ["Cleo"]
    assert Fact.objects.get(kind="people.exported").data["people"] == 1
    rows = list(csv.reader(io.StringIO(lead.post("/people/export/", {"all": "1", "language": "da"}).content.decode())))
    assert [row[1] for row in rows[1:]] == ["Dan"]
    assert dan.post("/people/export/", {"person": [cast.bo.id]}).status_code == 404


def test_many_at_once(cast: SimpleNamespace, lead: Client) -> None:
    """More people than one statement takes."""
    many(cast, 1200)
    do(lead, "move", to=str(cast.grid.id), q="Person")
    assert Person.objects.filter(team=cast.grid, given_name__startswith="Person").count() == 1200
    lead.post("/people/change/undo/")
    assert Person.objects.filter(team=cast.turbine, given_name__startswith="Person").count() == 1200
