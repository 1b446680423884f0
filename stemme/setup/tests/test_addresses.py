"""What an address answers, in words of our own (security.md T-33). Real servers, real requests."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from stemme.setup import address_check
from stemme.setup.address_check import check_pages, exemption_for, proof_of
from stemme.setup.models import Progress
from stemme.setup.tests.servers import HEALTHY, Get, Post, own_certificate, refused, serving

KEY = "k" * 40


def outcome(base: str) -> str:
    return check_pages(base, key=KEY, cookie="csrf", also=exemption_for(base)).outcome


def proven(fields: dict[str, str], headers: Any) -> tuple[int, str]:
    """As the pages answer: only with a token in cookie and form, and an origin that is the host."""
    assert headers["Origin"] == f"http://{headers['Host']}"
    assert headers["Cookie"] == f"csrf={fields['csrfmiddlewaretoken']}"
    return 200, json.dumps({"proof": proof_of(fields["nonce"], key=KEY)})


@pytest.mark.parametrize(
    ("get", "post", "expected"),
    [
        (HEALTHY, proven, address_check.WORKS),
        (HEALTHY, refused, address_check.HOST_REWRITTEN),
        ((400, "<h1>Bad Request</h1>"), refused, address_check.HOST_REWRITTEN),
        (HEALTHY, lambda _f, _h: (200, '{"proof": "of another key"}'), address_check.OTHER_HOUSE),
        (HEALTHY, lambda _f, _h: (404, "not here"), address_check.STRANGER),
        ((200, "<h1>Welcome to nginx!</h1>"), refused, address_check.STRANGER),
        ((200, '["no object"]'), refused, address_check.STRANGER),
        ((503, json.dumps({"databases": {"default": "OperationalError"}})), refused, address_check.UNWELL),
        ((200, json.dumps({"status": "ok", "last_flush_seconds": 1})), refused, address_check.LINKS_HERE),
    ],
)
def test_what_answers_is_told_apart(get: Get, post: Post, expected: str) -> None:
    with serving(get, post) as base:
        assert outcome(base) == expected


def test_a_certificate_nobody_vouches_for(tmp_path: Path) -> None:
    with serving(HEALTHY, proven, certificate=own_certificate(tmp_path)) as base:
        assert outcome(base) == address_check.CERTIFICATE


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert outcome(f"http://127.0.0.1:{taken.getsockname()[1]}") == address_check.SILENT
    assert outcome("https://nothing.invalid") == address_check.NO_NAME


def test_an_owners_name_opens_no_door_to_the_inner_network() -> None:
    with serving(HEALTHY, proven) as base:
        assert check_pages(base, key=KEY, cookie="csrf").outcome == address_check.PORT
    assert check_pages("http://localhost", key=KEY, cookie="csrf").outcome in {address_check.INWARD, address_check.PORT}


@pytest.mark.django_db
def test_the_form_goes_through_all_that_stands_before_forms() -> None:
    """The view that answers the check refuses what a proxy would have changed."""
    client = Client(enforce_csrf_checks=True)
    token = "t" * 32
    client.cookies[settings.CSRF_COOKIE_NAME] = token
    sent = {"nonce": "n", "csrfmiddlewaretoken": token}
    public = {"Host": "127.0.0.1", "Origin": "http://127.0.0.1"}
    good = client.post("/setup/echo/", sent, headers=public)
    assert good.json() == {"proof": proof_of("n", key=settings.SECRET_KEY)}
    rewritten = client.post("/setup/echo/", sent, headers={**public, "Host": "localhost:8000"})
    assert rewritten.status_code == 403
    assert client.post("/setup/echo/", sent, headers={**public, "Host": "backend.internal"}).status_code == 400
    assert client.get("/setup/echo/").status_code == 405


@pytest.mark.django_db
def test_the_page_says_what_came_back_and_remembers_only_success(
    cast: SimpleNamespace, let_in: Any, settings: Any
) -> None:
    ada = let_in(cast.ada)
    links = (200, json.dumps({"status": "ok", "last_flush_seconds": 1}))

    def honest(fields: dict[str, str], _headers: Any) -> tuple[int, str]:
        return 200, json.dumps({"proof": proof_of(fields["nonce"], key=settings.SECRET_KEY)})

    with serving(links) as settings.LINK_URL:
        with serving(HEALTHY, refused) as settings.PUBLIC_URL:
            assert "The proxy changes the name" in ada.post("/setup/addresses/check/").content.decode()
            assert not Progress.objects.exists()
        with serving(HEALTHY, honest) as settings.PUBLIC_URL:
            page = ada.post("/setup/addresses/check/").content.decode()
            assert "The pages answer." in page
            assert "The links answer." in page
            assert Progress.objects.get().addresses == f"{settings.PUBLIC_URL} {settings.LINK_URL}"
        for _ in range(10):
            answer = ada.post("/setup/addresses/check/")
        assert answer.status_code == 429


@pytest.mark.django_db
def test_an_own_name_is_saved_after_showing_who_one_is(cast: SimpleNamespace, let_in: Any) -> None:
    ada = let_in(cast.ada)
    for wrong in ("https://x.example", "localhost", "127.0.0.1", "-x.example"):
        assert ada.post("/setup/addresses/save/", {"page_host": wrong}).status_code == 422
    assert ada.post("/setup/addresses/save/", {"page_host": "Stimmen.Größe.example"}).status_code == 303
    cast.nordlys.refresh_from_db()
    assert cast.nordlys.page_host == "stimmen.xn--gre-6ka8i.example"
