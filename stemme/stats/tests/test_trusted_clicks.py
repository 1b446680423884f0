"""From requests at a real redirect process to figures: who counts, and who is told apart by what they do."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

import pytest

from stemme.links.behaviour import MOST_REPEATS, TOO_SOON_MS
from stemme.links.tests import server
from stemme.links.tests.conftest import House, house

__all__ = ["house"]
pytestmark = pytest.mark.slow

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/1{:02}.0.{}.0"
#: Cleo looks at a page, signed in, behind the proxy of the pages.
LOOK = """
import sys, django; django.setup()
from django.conf import settings
from django.test import Client
from stemme.people.models import Person
from tests.cast import open_session
agent, address = sys.argv[1:]
client = Client(headers={"User-Agent": agent, "X-Forwarded-For": address, "Host": "localhost"})
client.cookies[settings.SESSION_COOKIE_NAME] = open_session(Person._base_manager.get().id)
assert client.get("/how/counting/").status_code == 200
"""
#: What the worker does, half a minute later.
ROLL_UP = """
import datetime as dt, json, django; django.setup()
from django.utils import timezone
from stemme.links.models import Click, TrackedLink
from stemme.stats import actions, queries
while actions.roll_up(now=timezone.now() + dt.timedelta(seconds=30)):
    pass
codes = dict(TrackedLink._base_manager.values_list("id", "code"))
totals = queries.link_totals(TrackedLink._base_manager.values_list("organisation_id", flat=True).first(), list(codes))
said = {codes[link]: {"clicks": f.clicks, "visitors": f.visitors, "suspects": f.suspects, "own": f.own}
        for link, f in totals.items()}
for link, reason in Click._base_manager.values_list("link_id", "reason").distinct().order_by("reason"):
    said[codes[link]].setdefault("reasons", []).append(reason)
print(json.dumps(said))
"""


def in_house(house: House, code: str, *words: str) -> str:
    """Run a program in the house's own environment; what it prints."""
    own = server.environment(
        house.url, house.data, STEMME_TRUSTED_PROXIES="127.0.0.1", STEMME_PUBLIC_URL="http://localhost"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], env=own, cwd=server.PROJECT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def visit(base: str, requests: Iterable[tuple[str, str, str]]) -> None:
    """(code, address, agent), one after the other on one connection, as a proxy hands them on."""
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
    for code, address, agent in requests:
        connection.request("GET", f"/s/{code}", headers={"User-Agent": agent, "X-Forwarded-For": address})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 302
    connection.close()


def test_who_counts(house: House) -> None:
    again, rotating, own, viral, *scanned = house.codes[:8]
    in_house(house, LOOK, FIREFOX, "203.0.113.7")
    with server.serving(house.url, house.data, extra={"STEMME_TRUSTED_PROXIES": "127.0.0.1"}) as base:
        time.sleep(TOO_SOON_MS / 1000)
        visit(base, ((again, "192.0.2.7", FIREFOX) for _ in range(1_000)))
        visit(base, ((rotating, f"2001:db8:1:2::{n:x}", CHROME.format(n % 50, n)) for n in range(200)))
        visit(base, ((viral, f"2001:db8:2:{n:x}::1", CHROME.format(n % 3, 0)) for n in range(200)))
        visit(base, ((code, "198.51.100.9", FIREFOX) for code in scanned))
        visit(base, [(own, "203.0.113.99", FIREFOX), (own, "203.0.113.7", CHROME.format(1, 1))])
        house.move()
    found = json.loads(in_house(house, ROLL_UP).splitlines()[-1])

    assert found[again]["visitors"] == 1, "a thousand requests of one visitor"
    assert MOST_REPEATS <= found[again]["clicks"] < 1_000
    assert found[again]["clicks"] + found[again]["suspects"] == 1_000
    assert found[again]["reasons"] == ["", "repeated"]
    assert found[rotating] == {
        "clicks": 0, "visitors": 0, "suspects": 200, "own": 0, "reasons": ["rotating-agents"],
    }, "two hundred agents of one network"  # fmt: skip
    assert found[viral] == {"clicks": 200, "visitors": 200, "suspects": 0, "own": 0, "reasons": [""]}
    for code in scanned:
        assert found[code] == {"clicks": 0, "visitors": 0, "suspects": 1, "own": 0, "reasons": ["scanner-burst"]}
    assert found[own] == {"clicks": 1, "visitors": 1, "suspects": 0, "own": 1, "reasons": ["", "own-browser"]}
