"""The support view: groups and things to do; and single people only by an open lock and a yes of their own."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.agreements import actions as agreements
from stemme.agreements.locks import PERFORMANCE_EXPORT, SCORECARDS
from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.kit.periods import local_day, month_of, month_start
from stemme.people.models import Person, RoleGrant
from stemme.scorecards import actions
from stemme.scorecards.consent_queries import who_agreed
from stemme.scorecards.team_queries import support_of
from stemme.scorecards.tests.scene import manager, open_lock, somebody, viewer_of
from stemme.stats.models import Invited, TakingPart, Tally


@pytest.fixture
def hanne(cast: SimpleNamespace) -> Person:
    """The manager of offshore wind, to which Cleo's team belongs."""
    return manager(cast, "Hanne", cast.wind)


def _today(cast: SimpleNamespace) -> dt.date:
    return local_day(timezone.now(), cast.nordlys.time_zone)


def invite(cast: SimpleNamespace, **people: int) -> None:
    """So many are invited in each team at the end of the last month, those below included."""
    day = month_start(_today(cast)) - dt.timedelta(days=1)
    teams = {"wind": cast.wind.id, "turbine": cast.turbine.id, "grid": cast.grid.id, "all": 0}
    for name, number in people.items():
        Invited.objects.create(organisation_id=cast.nordlys.id, day=day, team_id=teams[name], people=number)


def take_part(cast: SimpleNamespace, number: int, *, visitors: int = 3, most: int = 3) -> None:
    """So many people of Cleo's team shared last month; the first brought ``most`` people."""
    month = month_of(month_start(_today(cast)) - dt.timedelta(days=1))
    for person in range(9000, 9000 + number):
        TakingPart.objects.create(
            organisation_id=cast.nordlys.id, grain="month", start=month.first, person_id=person,
            team_id=cast.turbine.id, shares=1,
        )  # fmt: skip
        Tally.objects.create(
            organisation_id=cast.nordlys.id, dimension="person", grain="month", start=month.first, key=person,
            visitors=most if person == 9000 else visitors,
        )  # fmt: skip


def agreed(viewer: Person, lock: str = SCORECARDS) -> list[str] | None:
    found = who_agreed(viewer_of(viewer), lock, today=timezone.now().date())
    return None if found is None else [one.name for one in found]


def test_groups_are_told_from_the_floor_on(cast: SimpleNamespace, hanne: Person, let_in: Any) -> None:
    invite(cast, all=200, wind=40, turbine=20)
    take_part(cast, 12)
    (team,) = support_of(viewer_of(hanne), now=timezone.now()).teams
    assert (team.name, team.people, team.took_part, team.before, team.visitors) == ("Offshore wind", 40, 12, None, 36)
    body = let_in(hanne).get("/my-team/").content.decode()
    assert "Offshore wind" in body and "Cleo" not in body and "Closed." in body


def test_few_are_not_told(cast: SimpleNamespace, hanne: Person) -> None:
    invite(cast, all=200, wind=7)
    take_part(cast, 5)
    (team,) = support_of(viewer_of(hanne), now=timezone.now()).teams
    assert (team.people, team.took_part, team.visitors) == (None, None, None)
    assert team.ideas, "what one could do is told nevertheless"


def test_the_rest_is_not_given_away(cast: SimpleNamespace, hanne: Person) -> None:
    invite(cast, all=44, wind=40)
    (team,) = support_of(viewer_of(hanne), now=timezone.now()).teams
    assert team.people is None, "four are in other teams"


def test_one_persons_visitors_are_no_figure_of_the_group(cast: SimpleNamespace, hanne: Person) -> None:
    invite(cast, all=200, wind=40)
    take_part(cast, 12, visitors=1, most=80)
    (team,) = support_of(viewer_of(hanne), now=timezone.now()).teams
    assert (team.took_part, team.visitors) == (12, None)


def test_only_managers_come_in(cast: SimpleNamespace, hanne: Person, let_in: Any) -> None:
    for person in (cast.ada, cast.lea, cast.ana, cast.cleo, cast.eve):
        for address in ("/my-team/", f"/my-team/{cast.cleo.id}/"):
            assert let_in(person).get(address).status_code == 404
        assert let_in(person).post("/my-team/export/").status_code == 404


def test_closed_means_nobody(cast: SimpleNamespace, hanne: Person, let_in: Any) -> None:
    client = let_in(hanne)
    assert agreed(hanne) is None
    assert client.get(f"/my-team/{cast.cleo.id}/").status_code == 404
    assert client.post("/my-team/export/").status_code == 404
    opened = open_lock(cast, SCORECARDS)
    now = timezone.now()
    actions.agree(actor=viewer_of(cast.cleo), lock=SCORECARDS, now=now)
    assert client.get(f"/my-team/{cast.cleo.id}/").status_code == 200
    agreements.close(actor=viewer_of(cast.ada), agreement_id=opened, now=now)
    assert client.get(f"/my-team/{cast.cleo.id}/").status_code == 404
    assert "Cleo" not in client.get("/my-team/").content.decode()


def test_announced_is_not_open(cast: SimpleNamespace, hanne: Person, let_in: Any) -> None:
    open_lock(cast, SCORECARDS, days_ago=1)
    with pytest.raises(actions.ClosedError):
        actions.agree(actor=viewer_of(cast.cleo), lock=SCORECARDS, now=timezone.now())
    assert agreed(hanne) is None


def test_those_who_agreed_stand_by_name_and_nobody_else(cast: SimpleNamespace, hanne: Person, let_in: Any) -> None:
    open_lock(cast, SCORECARDS)
    now = timezone.now()
    arne = somebody(cast, "Arne", cast.turbine, family_name="Aas")
    somebody(cast, "Silent", cast.turbine)
    for person in (cast.cleo, arne, cast.dan, hanne):
        actions.agree(actor=viewer_of(person), lock=SCORECARDS, now=now)
    assert agreed(hanne) == ["Arne Aas", "Cleo Clausen"], "by name; not of another team, not herself"
    client = let_in(hanne)
    body = client.get("/my-team/").content.decode()
    assert "Cleo Clausen" in body and "Silent" not in body and "Dan Dahl" not in body
    assert client.get(f"/my-team/{cast.dan.id}/").status_code == 404
    assert client.get(f"/my-team/{cast.eve.id}/").status_code == 404
    assert client.get("/my-team/999999/").status_code == 404
    actions.take_back(actor=viewer_of(cast.cleo), lock=SCORECARDS, now=now)
    assert client.get(f"/my-team/{cast.cleo.id}/").status_code == 404


@pytest.mark.parametrize("state", ["declined_at", "paused_until", "deactivated_at", "joined_at"])
def test_who_paused_left_or_said_no_is_not_there(cast: SimpleNamespace, hanne: Person, let_in: Any, state: str) -> None:
    open_lock(cast, SCORECARDS)
    now = timezone.now()
    actions.agree(actor=viewer_of(cast.cleo), lock=SCORECARDS, now=now)
    assert agreed(hanne) == ["Cleo Clausen"]
    value = {"paused_until": now.date() + dt.timedelta(days=9), "joined_at": None}.get(state, now)
    Person.objects.filter(id=cast.cleo.id).update(**{state: value})
    assert agreed(hanne) == []
    assert let_in(hanne).get(f"/my-team/{cast.cleo.id}/").status_code == 404


def test_only_the_direct_manager_sees_it(cast: SimpleNamespace, hanne: Person, let_in: Any) -> None:
    open_lock(cast, SCORECARDS)
    nearer = manager(cast, "Tor", cast.turbine)
    for person in (cast.cleo, nearer):
        actions.agree(actor=viewer_of(person), lock=SCORECARDS, now=timezone.now())
    assert agreed(nearer) == ["Cleo Clausen"]
    assert agreed(hanne) == ["Tor Hval"], "a manager's own manager is the next one above"
    assert let_in(hanne).get(f"/my-team/{cast.cleo.id}/").status_code == 404
    RoleGrant.objects.filter(person=nearer).delete()
    assert agreed(hanne) == ["Cleo Clausen", "Tor Hval"]


def test_each_look_is_written_down_once_an_hour_and_shown_to_the_person(
    cast: SimpleNamespace, hanne: Person, let_in: Any
) -> None:
    open_lock(cast, SCORECARDS)
    actions.agree(actor=viewer_of(cast.cleo), lock=SCORECARDS, now=timezone.now())
    client = let_in(hanne)
    client.get("/my-team/")
    assert not Fact.objects.filter(kind=facts.SCORECARD_SEEN).exists(), "a list of names shows no figures"
    body = client.get(f"/my-team/{cast.cleo.id}/").content.decode()
    client.get(f"/my-team/{cast.cleo.id}/")
    looks = Fact.objects.filter(organisation=cast.nordlys, kind=facts.SCORECARD_SEEN)
    assert [(look.actor_id, look.subject_id, look.chained) for look in looks] == [(hanne.pk, cast.cleo.id, True)]
    assert "Cleo Clausen" in body and "influence" not in body.lower()
    assert "Hanne Hval" in let_in(cast.cleo).get("/privacy/").content.decode()
    assert "Hanne Hval" not in let_in(cast.dan).get("/privacy/").content.decode()


def test_the_file_has_only_those_who_agreed_to_the_file(cast: SimpleNamespace, hanne: Person, let_in: Any) -> None:
    open_lock(cast, SCORECARDS)
    now = timezone.now()
    actions.agree(actor=viewer_of(cast.cleo), lock=SCORECARDS, now=now)
    client = let_in(hanne)
    assert client.post("/my-team/export/").status_code == 404, "another lock is open, not this one"
    open_lock(cast, PERFORMANCE_EXPORT)
    arne = somebody(cast, "Arne", cast.turbine, external_id="N-7")
    actions.agree(actor=viewer_of(arne), lock=PERFORMANCE_EXPORT, now=now)
    assert client.get("/my-team/export/").status_code == 405
    table = client.post("/my-team/export/").content.decode()
    assert "N-7" in table and "Arne Hval" in table and "Cleo" not in table
    taken = Fact.objects.get(organisation=cast.nordlys, kind=facts.SCORECARDS_EXPORTED)
    assert taken.data == {"who": str(arne.pk)}
    assert "Hanne Hval" in let_in(arne).get("/privacy/").content.decode()
    assert "Hanne Hval" not in let_in(cast.cleo).get("/privacy/").content.decode()
    assert agreed(hanne) == ["Cleo Clausen"], "a yes to the file is none to the card"


def test_the_same_number_of_queries_for_few_and_many(cast: SimpleNamespace, hanne: Person, let_in: Any) -> None:
    open_lock(cast, SCORECARDS)
    client, now = let_in(hanne), timezone.now()
    invite(cast, all=200, wind=40)
    take_part(cast, 9)
    actions.agree(actor=viewer_of(cast.cleo), lock=SCORECARDS, now=now)
    client.get("/my-team/")
    with CaptureQueriesContext(connection) as few:
        client.get("/my-team/")
    for number in range(12):
        actions.agree(actor=viewer_of(somebody(cast, f"P{number}", cast.turbine)), lock=SCORECARDS, now=now)
    with CaptureQueriesContext(connection) as many:
        client.get("/my-team/")
    assert len(many) == len(few) <= 55
