"""Giving and taking roles: only what one holds, never to oneself, an owner stays, everything is written down."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from stemme.journal.models import Fact
from stemme.library.models import Stream
from stemme.people import actions, queries
from stemme.people.models import Person, RoleGrant
from stemme.people.roles import MANAGE_PEOPLE, WRITE_STORIES
from stemme.people.viewer import EMPLOYEE, Viewer


def viewer_of(person: Person) -> Viewer:
    viewer = queries.viewer(person.id, scope=EMPLOYEE)
    assert viewer
    return viewer


def give(cast: SimpleNamespace, actor: Person | None, to: Person, role: str, **scope: int) -> bool:
    return actions.grant_role(
        actor_id=actor.id if actor else None,
        organisation_id=cast.nordlys.id,
        person_id=to.id,
        role=role,
        now=cast.now,
        **scope,
    )


def take(cast: SimpleNamespace, actor: Person | None, person: Person, role: str) -> None:
    grant = RoleGrant.objects.get(person=person, role=role)
    actions.take_role(
        actor_id=actor.id if actor else None, organisation_id=cast.nordlys.id, grant_id=grant.id, now=cast.now
    )


@pytest.fixture
def news(cast: SimpleNamespace) -> Stream:
    return Stream.objects.create(organisation=cast.nordlys, name="News", owner=cast.bo)


def test_a_role_for_a_stream_or_a_team_reaches_just_that(cast: SimpleNamespace, news: Stream) -> None:
    assert give(cast, cast.ada, cast.dan, "editor", stream_id=news.id)
    assert give(cast, cast.lea, cast.dan, "people_admin", team_id=cast.wind.id)
    dan = viewer_of(cast.dan)
    assert dan.streams_for(WRITE_STORIES) == {news.id}
    assert dan.teams_for(MANAGE_PEOPLE) == {cast.wind.id, cast.turbine.id}
    assert dan.may(WRITE_STORIES)
    assert not dan.may_everywhere(WRITE_STORIES)
    assert viewer_of(cast.ada).may_everywhere(WRITE_STORIES)
    # What somebody has everywhere need not be given for a part of it.
    assert not give(cast, cast.ada, cast.bo, "editor", stream_id=news.id)


def test_a_grant_for_a_team_goes_with_the_team(cast: SimpleNamespace) -> None:
    give(cast, cast.ada, cast.cleo, "people_admin", team_id=cast.grid.id)
    cast.grid.delete()
    assert not viewer_of(cast.cleo).may(MANAGE_PEOPLE)


def test_nobody_gives_to_themselves(cast: SimpleNamespace) -> None:
    for person in (cast.ada, cast.lea, cast.cleo):
        for role in ("owner", "lead", "editor", "people_admin", "analyst", "representative", "operator"):
            with pytest.raises(actions.NotAllowedError):
                give(cast, person, person, role)
    assert RoleGrant.objects.filter(organisation=cast.nordlys).count() == 4


def test_an_administrator_of_a_team_gives_inside_it(cast: SimpleNamespace) -> None:
    give(cast, cast.ada, cast.cleo, "people_admin", team_id=cast.wind.id)
    inside = Person.objects.create(
        organisation=cast.nordlys, team=cast.turbine, email="inga@nordlys.example", given_name="Inga"
    )
    assert give(cast, cast.cleo, inside, "people_admin", team_id=cast.turbine.id)
    for to, role, scope in (
        (cast.dan, "people_admin", {"team_id": cast.turbine.id}),
        (inside, "people_admin", {"team_id": cast.grid.id}),
        (inside, "people_admin", {}),
        (inside, "editor", {}),
    ):
        with pytest.raises(actions.NotAllowedError):
            give(cast, cast.cleo, to, role, **scope)
    with pytest.raises(actions.NotAllowedError):
        take(cast, cast.cleo, cast.lea, "lead")
    take(cast, cast.cleo, inside, "people_admin")


def test_scopes_that_there_are_not(cast: SimpleNamespace, news: Stream) -> None:
    foreign = Stream.objects.create(organisation=cast.other, name="Elsewhere")
    for role, scope in (
        ("editor", {"stream_id": foreign.id}),
        ("editor", {"team_id": cast.wind.id}),
        ("people_admin", {"team_id": cast.eve.team_id}),
        ("analyst", {"stream_id": news.id}),
        ("people_admin", {"team_id": cast.wind.id, "stream_id": news.id}),
    ):
        with pytest.raises(ValueError, match="no such"):
            give(cast, cast.ada, cast.dan, role, **scope)


def test_who_watches_is_not_one_of_those_who_decide(cast: SimpleNamespace) -> None:
    assert give(cast, cast.ada, cast.dan, "representative")
    for role in ("owner", "lead", "people_admin"):
        with pytest.raises(actions.ClashingRolesError, match="representative"):
            give(cast, cast.ada, cast.dan, role)
    with pytest.raises(actions.ClashingRolesError, match="lead"):
        give(cast, cast.ada, cast.lea, "representative")


def test_the_last_owner_stays(cast: SimpleNamespace) -> None:
    ada = viewer_of(cast.ada)
    with pytest.raises(actions.LastOwnerError):
        take(cast, cast.ada, cast.ada, "owner")
    with pytest.raises(actions.LastOwnerError):
        take(cast, None, cast.ada, "owner")
    with pytest.raises(actions.LastOwnerError):
        actions.deactivate_person(actor=ada, person_id=cast.ada.id, now=cast.now)
    with pytest.raises(actions.LastOwnerError):
        actions.keep_an_owner(organisation_id=cast.nordlys.id, without=[cast.ada.id])
    cast.ada.refresh_from_db()
    assert cast.ada.deactivated_at is None
    give(cast, cast.ada, cast.lea, "owner")
    take(cast, cast.ada, cast.ada, "owner")
    with pytest.raises(actions.LastOwnerError):
        take(cast, None, cast.lea, "owner")


def test_roles_end_with_leaving_and_do_not_come_back(cast: SimpleNamespace) -> None:
    actions.deactivate_person(actor=viewer_of(cast.ada), person_id=cast.lea.id, now=cast.now)
    fact = Fact.objects.get(kind="role.taken")
    assert (fact.actor_id, fact.subject_id, fact.data) == (cast.ada.id, cast.lea.id, {"role": "lead"})
    Person.objects.filter(id=cast.lea.id).update(deactivated_at=None)
    assert not viewer_of(cast.lea).rights


def test_whoever_left_gives_nothing(cast: SimpleNamespace) -> None:
    Person.objects.filter(id=cast.lea.id).update(deactivated_at=cast.now)
    with pytest.raises(actions.NotAllowedError):
        give(cast, cast.lea, cast.dan, "editor")


def test_every_change_is_written_down_with_its_scope(cast: SimpleNamespace, news: Stream) -> None:
    give(cast, cast.ada, cast.dan, "editor", stream_id=news.id)
    give(cast, cast.ada, cast.dan, "people_admin", team_id=cast.wind.id)
    take(cast, cast.ada, cast.dan, "editor")
    give(cast, None, cast.dan, "operator")
    kinds = ("role.granted", "role.taken")
    rows = list(
        Fact.objects.filter(kind__in=kinds).order_by("id").values_list("kind", "actor_id", "subject_id", "data")
    )
    assert rows == [
        ("role.granted", cast.ada.id, cast.dan.id, {"role": "editor", "stream": news.id}),
        ("role.granted", cast.ada.id, cast.dan.id, {"role": "people_admin", "team": cast.wind.id}),
        ("role.taken", cast.ada.id, cast.dan.id, {"role": "editor", "stream": news.id}),
        ("role.granted", None, cast.dan.id, {"role": "operator"}),
    ]


def test_visits_end_with_a_change_of_rights(cast: SimpleNamespace, let_in: object) -> None:
    visit = let_in(cast.dan)  # type: ignore[operator]
    assert visit.get("/me/").status_code == 200
    later = timezone.now() + dt.timedelta(seconds=1)
    actions.grant_role(
        actor_id=cast.ada.id, organisation_id=cast.nordlys.id, person_id=cast.dan.id, role="analyst", now=later
    )
    assert visit.get("/me/").headers["Location"].startswith("/sign-in/")


def test_from_the_console(cast: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    def run(*words: str) -> str:
        call_command("people_grant", *words, "--org", "nordlys")
        return capsys.readouterr().out

    assert "Given" in run("dan@nordlys.example", "operator")
    assert "already" in run("dan@nordlys.example", "operator")
    assert "Taken" in run("dan@nordlys.example", "operator", "--take")
    assert "do not have" in run("dan@nordlys.example", "operator", "--take")
    for words, said in (
        (("eve@other.example", "owner"), "Nobody at nordlys"),
        (("lea@nordlys.example", "representative"), "already lead"),
        (("ada@nordlys.example", "owner", "--take"), "last owner"),
    ):
        with pytest.raises(CommandError, match=said):
            run(*words)
