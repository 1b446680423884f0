"""The script on a company's own site, in a browser: one request after consent, nothing stored, no third host (T-15)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.conftest import Furnished

CLICK = "AAAAAAAAAAAAAAAAAAAAAA"
_STORED = """async () => ({
  cookies: document.cookie, local: localStorage.length, session: sessionStorage.length,
  bases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
})"""


@dataclass
class Shop:
    """A company's own site on another port. ``pages``: by path; ``asked``: what was asked of it, in order."""

    url: str
    pages: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)


@pytest.fixture
def shop() -> Iterator[Shop]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(urlsplit(self.path).query)

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def _answer(self, said: str) -> None:
            path = urlsplit(self.path).path
            if path in site.pages:
                site.asked.append((path, parse_qs(said)))
            page = site.pages.get(path, "").encode()
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_words: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    site = Shop(f"http://shop.localhost:{server.server_address[1]}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


@dataclass
class Look:
    """A visitor's window on the shop, and what it asked of whom."""

    page: Any
    ours: list[Any]
    hosts: set[str]

    def stored(self) -> dict[str, Any]:
        """What the site and we have left in the browser."""
        found: dict[str, Any] = self.page.evaluate(_STORED)
        return {**found, "jar": self.page.context.cookies()}


NOTHING = {"cookies": "", "local": 0, "session": 0, "bases": 0, "caches": 0, "jar": []}


@pytest.fixture
def look(house: Furnished, chromium: Browser, shop: Shop) -> Iterator[Look]:
    host = urlsplit(shop.url).netloc
    house.house.python("-c", _open_to(host))
    context: BrowserContext = chromium.new_context()
    page, ours, hosts = context.new_page(), [], set()

    def note(request: Any) -> None:
        hosts.add(urlsplit(request.url).netloc)
        if request.url.startswith(house.url) and not request.url.endswith(".js"):
            ours.append(request)

    page.on("request", note)
    shop.pages["/"] = f'<script src="{house.url}/m/shop.js"></script><a href="/more" data-stemme-goal="leads">More</a>'
    shop.pages["/more"] = (
        f'<script src="{house.url}/m/shop.js"></script><form action="/thanks" method="post">'
        '<button>Send</button></form><a href="http://other.localhost:1/">Elsewhere</a>'
    )
    shop.pages["/thanks"] = (
        f'<script>window.stemmeConsent = true;</script><script src="{house.url}/m/shop.js" data-goal="leads"></script>'
    )
    yield Look(page, ours, hosts)
    context.close()


def _open_to(host: str) -> str:
    return (
        "import django\ndjango.setup()\n"
        "from stemme.kit.tenancy import across_organisations\n"
        "from stemme.outcomes.models import Door\n"
        "with across_organisations('a test opens its own shop'):\n"
        f"    Door.objects.filter(code='shop').update(sites='{host}')\n"
    )


def test_nothing_is_sent_carried_or_stored_before_consent(look: Look, shop: Shop) -> None:
    look.page.goto(f"{shop.url}/?stemme_click={CLICK}")
    look.page.evaluate("stemme('leads', {id: 'order-17'})")
    look.page.get_by_text("More").click()
    look.page.wait_for_url("**/more")
    assert look.ours == [] and shop.asked[-1] == ("/more", {})
    assert look.stored() == NOTHING


def test_after_consent_there_is_one_request_for_an_event_and_no_third_host(
    house: Furnished, look: Look, shop: Shop
) -> None:
    look.page.goto(f"{shop.url}/?stemme_click={CLICK}")
    look.page.evaluate("stemme('leads', {id: 'order-17'}); stemme('leads', {id: 'order-17'})")
    with look.page.expect_response(f"{house.url}/m/shop/") as answered:
        look.page.evaluate("stemme.consent()")
    assert answered.value.status == 204 and len(look.ours) == 1
    sent = look.ours[0]
    assert sent.method == "POST" and sent.post_data_json == {"goal": "leads", "id": "order-17", "click_id": CLICK}
    headers = sent.all_headers()
    assert "cookie" not in headers and "referer" not in headers and headers["origin"] == shop.url
    assert "set-cookie" not in answered.value.all_headers()
    assert look.hosts == {urlsplit(house.url).netloc, urlsplit(shop.url).netloc}
    assert look.stored() == NOTHING


def test_the_click_goes_on_to_further_pages_and_the_thanks_count(house: Furnished, look: Look, shop: Shop) -> None:
    shop.pages["/thanks"] = shop.pages["/thanks"].replace("data-goal", 'data-id="7" data-goal')
    look.page.goto(f"{shop.url}/?stemme_click={CLICK}")
    look.page.evaluate("stemme.consent()")
    # The page is left while it is sent, so nobody is there any more to see the answer.
    with look.page.expect_request(f"{house.url}/m/shop/"):
        look.page.get_by_text("More").click()
    look.page.wait_for_url(f"**/more?stemme_click={CLICK}")
    look.page.evaluate("stemme.consent()")
    look.page.get_by_role("button").click()
    look.page.wait_for_url("**/thanks")
    assert shop.asked[-1] == ("/thanks", {"stemme_click": [CLICK]})
    look.page.goto(f"{shop.url}/more?stemme_click={CLICK}")
    look.page.evaluate(
        "stemme.consent(); document.querySelector('a').addEventListener('click', e => e.preventDefault())"
    )
    look.page.get_by_text("Elsewhere").click()
    assert look.page.get_by_text("Elsewhere").get_attribute("href") == "http://other.localhost:1/"
    with look.page.expect_response(f"{house.url}/m/shop/"):
        look.page.goto(f"{shop.url}/thanks?stemme_click={CLICK}")
    assert [one.post_data_json for one in look.ours] == [
        {"goal": "leads", "click_id": CLICK}, {"goal": "leads", "id": "7", "click_id": CLICK},
    ]  # fmt: skip
    assert look.stored() == NOTHING


def test_who_did_not_come_by_a_link_is_told_of_to_nobody(look: Look, shop: Shop) -> None:
    look.page.goto(f"{shop.url}/thanks")
    look.page.evaluate("stemme.consent(); stemme('leads', {id: '1'})")
    assert look.ours == [] and look.stored() == NOTHING


def test_the_script_is_small(house: Furnished, look: Look) -> None:
    answer = look.page.request.get(f"{house.url}/m/shop.js")
    assert answer.status == 200 and len(answer.body()) < 2_000
