from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from stemme.journal.models import Fact
from stemme.people import actions, queries
from stemme.people.actions.sign_in_mailing import mail_sign_in_links
from stemme.people.buckets import Limit
from stemme.people.models import DoorLink, Person, RateBucket, SignInLink
from stemme.people.roles import MANAGE_PEOPLE


def test_receivers_may_get_mail_today(cast: SimpleNamespace, now: dt.datetime) -> None:
    def ids() -> set[int]:
        return {receiver.person_id for receiver in queries.receivers(cast.nordlys.id, now=now)}

    everybody = {p.id for p in (cast.ada, cast.lea, cast.bo, cast.ana, cast.cleo, cast.dan)}
    assert ids() == everybody
    today = now.date()
    for field, value in (
        ("declined_at", now),
        ("deactivated_at", now),
        ("bounced_at", now),
        ("paused_until", today + dt.timedelta(days=1)),
    ):
        Person.objects.filter(id=cast.dan.id).update(**{field: value})
        assert ids() == everybody - {cast.dan.id}
        Person.objects.filter(id=cast.dan.id).update(**{field: None})
    Person.objects.filter(id=cast.dan.id).update(paused_until=today)
    assert ids() == everybody
    Person.objects.filter(id=cast.dan.id).update(invited_at=None, joined_at=None)
    assert ids() == everybody - {cast.dan.id}


def test_a_card_is_for_ones_own_organisation(cast: SimpleNamespace) -> None:
    card = queries.person_card(cast.nordlys.id, cast.cleo.id)
    assert card
    assert (card.name, card.team_id, card.time_zone) == ("Cleo Clausen", cast.turbine.id, "Europe/Oslo")
    assert queries.person_card(cast.nordlys.id, cast.eve.id) is None


def test_teams_stand_in_the_order_of_the_tree(cast: SimpleNamespace) -> None:
    rows = [(row.name, row.division_name) for row in queries.teams(cast.nordlys.id)]
    assert rows == [("Grid", "Grid"), ("Offshore wind", "Offshore wind"), ("Turbine engineering", "Offshore wind")]
    assert queries.team_line(cast.nordlys.id, cast.turbine.id) == (cast.turbine.id, cast.wind.id)
    assert queries.team_line(cast.other.id, cast.turbine.id) == ()
    assert queries.team_line(cast.nordlys.id, None) == ()
    assert queries.headcount(cast.nordlys.id) == {cast.turbine.id: 1, cast.grid.id: 5}


def test_organisations_and_what_audiences_are_made_of(cast: SimpleNamespace) -> None:
    assert [row.slug for row in queries.organisations()] == ["nordlys", "other"]
    assert queries.organisation(cast.nordlys.id) == queries.organisation_by_slug("nordlys")
    assert queries.organisation_by_slug("nobody") is None
    made = queries.languages_and_places(cast.nordlys.id)
    assert made.languages == ("da", "en", "nb")
    assert made.places == ("Bergen",)


def test_only_what_one_holds_can_be_given(cast: SimpleNamespace, now: dt.datetime) -> None:
    def give(actor: Person | None, role: str, to: Person = cast.dan) -> bool:
        return actions.grant_role(
            actor_id=actor.id if actor else None, organisation_id=cast.nordlys.id, person_id=to.id, role=role, now=now
        )

    for actor, role in ((cast.cleo, "editor"), (cast.bo, "lead"), (cast.lea, "owner"), (cast.eve, "analyst")):
        with pytest.raises(actions.NotAllowedError):
            give(actor, role)
    assert give(cast.lea, "editor")
    assert not give(cast.lea, "editor")
    assert give(None, "lead")
    with pytest.raises(Person.DoesNotExist):
        give(cast.ada, "editor", to=cast.eve)
    with pytest.raises(ValueError, match="no such role"):
        give(None, "king")
    viewer = queries.viewer(cast.dan.id, scope="employee")
    assert viewer
    assert viewer.may(MANAGE_PEOPLE)
    assert Fact.objects.filter(kind="role.granted").count() == 2


def test_an_organisation_from_nothing(db: None) -> None:
    organisation_id = actions.create_organisation(slug="new", name="New\u202e Company", language="sv")
    assert queries.organisation(organisation_id).name == "New Company"
    team = actions.create_team(organisation_id=organisation_id, name="North")
    assert actions.create_team(organisation_id=organisation_id, name="North") == team
    person = actions.create_person(
        organisation_id=organisation_id, email="A@New.example", given_name="Ada", team_id=team
    )
    card = queries.person_card(organisation_id, person)
    assert card
    assert card.email == "a@new.example"
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.create_person(organisation_id=organisation_id, email="a@new.example", given_name="Bo")


def test_tokens_drip_back(db: None, now: dt.datetime) -> None:
    limit = Limit("test", 3, dt.timedelta(hours=1))
    assert [actions.take(limit, "k", now=now) for _ in range(4)] == [True, True, True, False]
    assert actions.take(limit, "other", now=now)
    assert not actions.take(limit, "k", now=now + dt.timedelta(minutes=19))
    assert actions.take(limit, "k", now=now + dt.timedelta(minutes=20))
    # A clock that jumps back gives nothing away.
    assert not actions.take(limit, "k", now=now)


def test_what_has_served_its_time_is_deleted(cast: SimpleNamespace, now: dt.datetime) -> None:
    actions.make_door_link(person_id=cast.dan.id, now=now)
    actions.ask_for_sign_in(address=cast.dan.email, network="n", now=now)
    mail_sign_in_links(person_ids=[cast.dan.id], browser_hash=bytes(32), to="", asked_at=now, now=now)
    assert actions.sweep(now=now)["door_links"] == 0
    assert DoorLink.objects.exists()
    swept = actions.sweep(now=now + dt.timedelta(days=60))
    assert (swept["door_links"], swept["sign_in_links"], swept["counters"]) == (1, 1, 2)
    assert not SignInLink.objects.exists()
    assert not RateBucket.objects.exists()
