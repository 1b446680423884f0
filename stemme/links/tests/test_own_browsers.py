"""Whose browser is in front of the pages: noted once a day, never against the person's wish, and then forgotten."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.links.models import DaySalt, OwnBrowser
from stemme.links.visitors import visitor_id

PAGE = "/how/counting/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 \xe6"


@pytest.fixture
def cleo(cast: SimpleNamespace, let_in) -> Client:  # type: ignore[no-untyped-def]
    client: Client = let_in(cast.cleo)
    client.defaults["HTTP_USER_AGENT"] = FIREFOX
    return client


def test_the_number_is_the_redirects(cast: SimpleNamespace, cleo: Client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    cleo.get(PAGE, headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.7:4711"})
    noted = OwnBrowser.objects.get()
    salt = DaySalt.objects.get(day=timezone.now().astimezone(dt.UTC).date())
    assert (noted.organisation_id, noted.person_id, noted.day) == (cast.nordlys.id, cast.cleo.id, salt.day)
    assert noted.visitor == visitor_id(
        salt=bytes(salt.salt), organisation_id=cast.nordlys.id, link_host=urlsplit(settings.LINK_URL).netloc.encode(),
        address="192.0.2.99", agent=FIREFOX.encode("latin-1"),
    )  # fmt: skip


def test_once_a_day_and_network_and_then_no_page_asks_again(cleo: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connections["default"]) as one:
            cleo.get(PAGE)
        return len([query for query in one if "ownbrowser" in query["sql"] or "session" in query["sql"].lower()])

    first, second, third = asked(), asked(), asked()
    assert OwnBrowser.objects.count() == 1
    assert second == third == 1, "the session is read, and nothing else"
    assert first > second
    cleo.get(PAGE, REMOTE_ADDR="198.51.100.1")
    assert OwnBrowser.objects.count() == 2, "the same telephone in another network is another visitor"
    mark = cleo.session["own_browser"]
    assert len(mark) == len("2026-11-12 abcd"), "too short to find a network by"


@pytest.mark.parametrize("header", [{"DNT": "1"}, {"Sec-GPC": "1"}])
def test_who_refuses_tracking_is_not_noted(cleo: Client, header: dict[str, str]) -> None:
    assert cleo.get(PAGE, headers=header).status_code == 200
    assert not OwnBrowser.objects.exists()


def test_strangers_are_not_noted(cast: SimpleNamespace) -> None:
    assert Client().get(PAGE).status_code == 200
    assert not OwnBrowser.objects.exists()


def test_who_is_deleted_is_forgotten(cast: SimpleNamespace, cleo: Client) -> None:
    cleo.get(PAGE)
    cast.cleo.delete()
    assert not OwnBrowser.objects.exists()


def test_a_page_comes_also_when_nothing_can_be_noted(
    cleo: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def locked(**_: object) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr("stemme.links.middleware.note_own_browser", locked)
        assert cleo.get(PAGE).status_code == 200
    assert "could not be noted" in caplog.text
    cleo.get(PAGE)
    assert OwnBrowser.objects.count() == 1, "the next page tries again"
