"""Links for joining, as their administrators see them."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.joining.models import JoinLink, JoinRequest
from stemme.joining.tests.test_joining import make
from stemme.journal.models import Fact
from stemme.kit.languages import CODES
from stemme.people.models import RoleGrant


def form(**more: object) -> dict[str, object]:
    day = timezone.now().date() + dt.timedelta(days=30)
    return {
        "label": "Canteen",
        "team": "",
        "domains": "nordlys.example",
        "language": "de",
        "most": "50",
        "last_day": day.isoformat(),
        **more,
    }


@pytest.fixture
def lea(cast: SimpleNamespace, let_in: object) -> Client:
    client: Client = let_in(cast.lea)  # type: ignore[operator]
    return client


@pytest.fixture
def dan(cast: SimpleNamespace, let_in: object) -> Client:
    """People administrator of wind only."""
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.dan, role="people_admin", team=cast.wind)
    client: Client = let_in(cast.dan)  # type: ignore[operator]
    return client


def test_make_print_stop(cast: SimpleNamespace, lea: Client) -> None:
    first = lea.get("/people/joining/new/").content.decode()
    assert 'value="nordlys.example"' in first
    answer = lea.post("/people/joining/new/", form())
    link = JoinLink.objects.get()
    assert answer.headers["Location"] == f"/people/joining/{link.pk}/poster/"
    assert (link.made_by_id, link.most, link.team_id, link.domains) == (cast.lea.id, 50, None, "nordlys.example")
    page = lea.get(f"/people/joining/{link.pk}/poster/").content.decode()
    assert all(f'lang="{code}"' in page for code in CODES)
    assert f"{link.code[:4]}-{link.code[4:]}".upper() in page
    assert "style=" not in page
    shown = lea.get("/people/joining/").content.decode()
    assert f"/join/{link.token}/" in shown
    assert "0 of 50 joined" in shown
    JoinRequest.objects.create(organisation=cast.nordlys, link=link, email="jo@home.example", given_name="Jo")
    assert lea.post(f"/people/joining/{link.pk}/stop/").status_code == 303
    assert Client().get(f"/join/{link.token}/").status_code == 410
    assert not JoinRequest.objects.exists()
    lea.post(f"/people/joining/{link.pk}/stop/")
    kinds = Fact.objects.filter(kind__startswith="join.").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["join.link_made", "join.link_stopped"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"domains": "gmail.com"},
        {"domains": "nordlys"},
        {"domains": ""},
        {"most": "0"},
        {"label": "\u200b"},
        {"last_day": "2020-01-01"},
        {"last_day": "2099-01-01"},
        {"team": "999999"},
    ],
)
def test_what_cannot_be_a_link(lea: Client, wrong: dict[str, str]) -> None:
    answer = lea.post("/people/joining/new/", form(**wrong))
    assert answer.status_code == 422
    assert not JoinLink.objects.exists()


def test_private_addresses_need_no_domain(lea: Client) -> None:
    assert lea.post("/people/joining/new/", form(domains="", private="on")).status_code == 303
    assert JoinLink.objects.get().private


def test_limited_to_ones_teams(cast: SimpleNamespace, dan: Client, let_in: object) -> None:
    """Links of another team, of the whole organisation or of another one do not exist for Dan."""
    assert dan.post("/people/joining/new/", form()).status_code == 422
    assert dan.post("/people/joining/new/", form(team=str(cast.grid.id))).status_code == 422
    assert dan.post("/people/joining/new/", form(team=str(cast.turbine.id))).status_code == 303
    mine = JoinLink.objects.get()
    others = [
        make(cast, team=cast.grid, token="a" * 16, code="a" * 8),
        make(cast, team=None, token="b" * 16, code="b" * 8),
        make(cast, organisation=cast.other, team=None, token="c" * 16, code="c" * 8, made_by=cast.eve),
    ]
    assert [row.id for row, _address in dan.get("/people/joining/").context["links"]] == [mine.pk]
    for other in others:
        asked = JoinRequest.objects.create(
            organisation=other.organisation, link=other, email="jo@home.example", given_name="Jo", waits=True
        )
        assert dan.get(f"/people/joining/{other.pk}/poster/").status_code == 404
        assert dan.post(f"/people/joining/{other.pk}/stop/").status_code == 404
        assert dan.post(f"/people/joining/requests/{asked.pk}/", {"answer": "yes"}).status_code == 404
    assert not JoinLink.objects.filter(stopped_at__isnull=False).exists()
    assert not dan.get("/people/joining/").context["waiting"]


def test_the_list_says_what_each_link_does(cast: SimpleNamespace, lea: Client) -> None:
    yesterday = timezone.now().date() - dt.timedelta(days=2)
    for place, fields in enumerate(
        [{}, {"stopped_at": timezone.now()}, {"last_day": yesterday}, {"used": 3}, {"made_by": cast.bo}]
    ):
        make(cast, **fields, token=f"{place}" * 16, code=f"{place}" * 8)
    rows = [row for row, _address in lea.get("/people/joining/").context["links"]]
    assert [row.state for row in rows] == ["works", "without_maker", "full", "over", "stopped"]


def test_always_the_same_number_of_queries(cast: SimpleNamespace, lea: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert lea.get("/people/joining/").status_code == 200
        return len(asked)

    def more(number: int) -> None:
        link = make(cast, token=f"{number:016}", code=f"{number:08}", private=True)
        JoinRequest.objects.create(
            organisation=cast.nordlys, link=link, email=f"p{number}@home.example", given_name="P", waits=True
        )

    more(1)
    lea.get("/people/joining/")
    few = queries()
    for number in range(2, 8):
        more(number)
    assert queries() == few
