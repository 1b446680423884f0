"""What holds for every address: other sites' forms, evil hosts, cookies, caches, secrets (T-03, T-05, T-33)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core import mail
from django.db import connections
from django.test import Client

from stemme.jobs.worker import run_everything_due
from stemme.people.actions.doors import make_door_link
from stemme.project.middleware import OPEN_TO_OTHER_SITES
from tests.addresses import Address, addresses
from tests.architecture.source import product_modules
from tests.cast import open_session
from tests.security.conftest import Proxied
from tests.staff import FALLBACK_VALUES, values_for
from tests.stage import make_history

pytestmark = pytest.mark.django_db
#: Forms without a cookie: why Django's token is not asked for.
WITHOUT_TOKEN = {
    "mailings:webhook": "the mail provider posts there with its own password or signature, without cookies",
    "mailings:unsubscribe": "mail programs post there; its own token can stop mails and nothing else",
    "followups:stop": "mail programs post there; its own token can stop these mails and nothing else",
    "landing:public": "the page sets no cookie; the form carries a signed mark",
    "landing:step": "the page's script posts there without a cookie; it says that a click id stayed, and nothing else",
    "landing:confirm": "the page sets no cookie; its address is the secret, and the form carries a signed mark",
    "landing:own_lead": "the page sets no cookie; its own token can delete one lead and nothing else",
    "joining:code": "the page sets no cookie; the form carries a signed mark",
    "joining:join": "the page sets no cookie; the form carries a signed mark",
    "readiness:answer": "the page sets no cookie; its address is the secret, and the form carries a signed mark",
    "outcomes:conversions": "a company's server posts there with the door's own token, without cookies",
    "outcomes:cancel_conversion": "as the one above",
    "outcomes:from_script": "the script on a company's own pages posts there without cookies; it brings no money",
    "chat:teams_bot": "the service posts there with a signed token, without cookies",
    "joining:None": "the same page, written in capitals",
}
#: Pages that every browser and everything on the way may keep: no person's data.
KEPT = ("media/", "brand/", "m/")


@pytest.fixture
def filled(cast: SimpleNamespace) -> list[tuple[Address, str]]:
    """Every address with an existing object of Nordlys in it."""
    values = values_for(cast, make_history(cast))
    return [
        (one, one.filled({name: values.get(name, FALLBACK_VALUES[kind]) for kind, name in one.parameters}) or "")
        for one in addresses()
    ]


def owner(cast: SimpleNamespace, **options: bool) -> Client:
    client = Client(**options)
    client.cookies[settings.SESSION_COOKIE_NAME] = open_session(cast.ada.id)
    return client


def test_no_address_takes_a_form_from_another_site(cast: SimpleNamespace, filled: list[tuple[Address, str]]) -> None:
    ada = owner(cast)
    for address, path in filled:
        answer = ada.post(path, headers={"sec-fetch-site": "cross-site"})
        if not path.startswith(OPEN_TO_OTHER_SITES):
            assert answer.status_code == 403, address.route


def test_no_address_takes_a_form_without_its_token(cast: SimpleNamespace, filled: list[tuple[Address, str]]) -> None:
    ada, taken = owner(cast, enforce_csrf_checks=True), set()
    for address, path in filled:
        answer = ada.post(path)
        if answer.status_code != 403:
            taken.add(address.name)
    assert taken <= set(WITHOUT_TOKEN), taken - set(WITHOUT_TOKEN)


def test_referrers_cookies_and_caches(cast: SimpleNamespace, filled: list[tuple[Address, str]]) -> None:
    """No answer breaks forms by ``no-referrer``; no private page is kept; a page without a form sets no cookie."""
    ada, nobody = owner(cast), Client()
    for address, path in filled:
        for who in (ada, nobody):
            who.cookies.pop(settings.CSRF_COOKIE_NAME, None)
            answer = who.get(path)
            assert answer.headers["Referrer-Policy"] == "same-origin", path
            assert answer.headers["X-Content-Type-Options"] == "nosniff", path
            if not address.route.startswith(KEPT):
                assert "no-store" in answer.headers["Cache-Control"], path
        page = b"" if answer.streaming else answer.content
        if b'method="post"' not in page and answer.status_code == 200:
            assert not answer.cookies, path


EVIL = (
    {"HTTP_X_FORWARDED_HOST": "evil.example"},
    {"HTTP_FORWARDED": "host=evil.example;proto=http"},
    {"HTTP_X_HOST": "evil.example", "HTTP_X_ORIGINAL_URL": "http://evil.example/"},
    {"HTTP_ORIGIN": "http://testserver", "HTTP_REFERER": "http://evil.example/"},
)


def test_mails_lead_to_the_configured_address_whatever_the_request_says(
    cast: SimpleNamespace, let_in: Callable
) -> None:
    lea = let_in(cast.lea)
    newcomer = SimpleNamespace(id=cast.dan.id)
    for headers in EVIL:
        Client().post("/sign-in/", {"email": cast.dan.email}, **headers)
        lea.post("/people/invite/", {"person": str(newcomer.id)}, **headers)
        run_everything_due()
    assert mail.outbox
    for message in mail.outbox:
        whole = str(message.message())
        assert "evil" not in whole
        for url in re.findall(r"https?://[^\s\"'<>/]+", str(message.body)):
            assert url in {settings.PUBLIC_URL, settings.LINK_URL}, url


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "127.0.0.1.nip.io"]
)
def test_a_host_that_is_not_ours_is_not_answered(host: str, db: None) -> None:
    assert Client().get("/sign-in/", headers={"host": host}).status_code == 400
    assert Client().post("/sign-in/", {"email": "x@nordlys.example"}, headers={"host": host}).status_code == 400


def test_no_address_is_made_of_what_a_request_says() -> None:
    """Grep: addresses come from the configuration, or from an organisation's own row."""
    found = {m.short for m in product_modules() if "build_absolute_uri" in m.path.read_text(encoding="utf-8")}
    assert not found


def rows() -> Iterator[str]:
    for alias in connections:
        with connections[alias].cursor() as cursor:
            for table in connections[alias].introspection.table_names(cursor):
                cursor.execute(f'SELECT * FROM "{table}"')
                for row in cursor.fetchall():
                    yield f"{table} {[bytes(v) if isinstance(v, memoryview) else v for v in row]}"


def test_no_secret_of_a_link_stands_in_the_database(cast: SimpleNamespace, now: object) -> None:
    """A mail's link and a sign-in, pressed; then every value of every table."""
    door = make_door_link(person_id=cast.cleo.id, now=cast.now)
    secrets = [door.rstrip("/").rpartition("/")[2]]
    client = Client()
    client.post("/sign-in/", {"email": cast.dan.email})
    waiting = list(rows())
    run_everything_due()
    text = str(mail.outbox[-1].body)
    link = re.search(r"(/sign-in/(advs_\w+)\S*)", text)
    code = re.search(r"\b([0-9A-Z]{4})-([0-9A-Z]{4})\b", text)
    assert link
    assert code
    secrets += [link[2], f"{code[1]}-{code[2]}", f"{code[1]}{code[2]}"]
    assert client.post(link[1]).status_code == 303
    for row in [*waiting, *rows()]:
        assert not [secret for secret in secrets if secret.lower() in row.lower()], row


@pytest.mark.slow
@pytest.mark.once
def test_no_secret_of_a_link_stands_in_a_log_or_file(proxied: Proxied) -> None:
    """The installation of production: links of mails, sessions, a tracked link; then every file it has written."""
    door = "/l/" + proxied.facts["door_of_ana"].rpartition("/l/")[2].strip("/") + "/"
    secrets = [door.strip("/").removeprefix("l/"), proxied.facts["stop"]]
    for path in (door, f"/unsubscribe/{proxied.facts['stop']}/", f"{door}?x=1", f"/sign-in/{secrets[0]}/"):
        proxied.ask(path)
        proxied.ask(path, method="POST")
    found = []
    for file in proxied.house.data.rglob("*"):
        if file.is_file():
            content = file.read_bytes().lower()
            found += [(file.name, secret[:12]) for secret in secrets if secret.lower().encode() in content]
    assert not found
    log = (proxied.house.data / "server.log").read_text(errors="replace")
    assert "/sign-in/" not in log or "advd_…" in log
