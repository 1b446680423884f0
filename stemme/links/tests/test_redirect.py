"""Visitors, crawlers and everybody else at a real redirect process."""

from __future__ import annotations

import http.client
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import pytest

from stemme.links.click_ids import unseal
from stemme.links.tests import server
from stemme.links.tests.conftest import House

pytestmark = pytest.mark.slow

BROWSER = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1"
LINKEDIN_BOT = "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)"


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: str


@dataclass
class Visitor:
    """Requests one path after the other and shows what came back. Nothing is followed."""

    address: str
    house: House

    def get(self, path: str, *, method: str = "GET", agent: str | None = BROWSER, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=5)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, headers={**({"User-Agent": agent} if agent is not None else {}), **named})
            answer = connection.getresponse()
            assert answer.getheader("Set-Cookie") is None, "nothing on this host may set a cookie"
            assert answer.getheader("Cache-Control") == "private, no-store"
            assert answer.getheader("X-Robots-Tag") == "noindex"
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def visitor(house: House) -> Iterator[Visitor]:
    trusted = {"STEMME_TRUSTED_PROXIES": "127.0.0.1"}
    with server.serving(house.url, house.data, extra=trusted) as address:
        yield Visitor(address, house)


def test_a_person_is_led_on_after_the_click_is_kept(visitor: Visitor, house: House) -> None:
    before = house.clicks()
    answer = visitor.get(f"/s/{house.codes[0]}", Referer="https://www.LinkedIn.com/feed/?secret=1", Host="x.example")
    assert answer.status == 302
    assert answer.headers["Location"] == (
        "https://nordlys.example/saker/0?a=1&utm_source=linkedin&utm_medium=employee#del"
    )
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert house.clicks() == before + 1
    kept = house.newest()
    assert (kept["hit"], kept["reason"], kept["referrer"]) == ("human", "", "www.linkedin.com")
    assert isinstance(kept["visitor"], int)


def test_the_same_person_is_the_same_visitor_and_another_is_not(visitor: Visitor, house: House) -> None:
    seen = []
    for address, agent in (
        ("9.9.9.1", BROWSER),
        ("9.9.9.200", BROWSER),
        ("9.9.8.1", BROWSER),
        ("9.9.9.1", BROWSER + "x"),
    ):
        visitor.get(f"/s/{house.codes[0]}", agent=agent, X_Forwarded_For=address)
        seen.append(house.newest()["visitor"])
    assert seen[0] == seen[1], "one network, one browser"
    assert len(set(seen)) == 3


@pytest.mark.parametrize("header", [{"DNT": "1"}, {"Sec_GPC": "1"}])
def test_who_refuses_tracking_is_a_click_but_no_visitor(visitor: Visitor, house: House, header: dict[str, str]) -> None:
    assert visitor.get(f"/s/{house.codes[0]}", **header).status == 302
    kept = house.newest()
    assert (kept["hit"], kept["visitor"]) == ("human", None)


def test_only_campaign_parameters_travel_on(visitor: Visitor, house: House) -> None:
    answer = visitor.get(
        f"/s/{house.codes[0]}?utm_campaign=h%C3%B8st&next=https://evil.example&ref=a%0d%0aX-Evil:1&a=2"
    )
    assert answer.headers["Location"] == (
        "https://nordlys.example/saker/0?a=1&utm_campaign=h%C3%B8st&ref=a%0D%0AX-Evil%3A1"
        "&utm_source=linkedin&utm_medium=employee#del"
    )
    assert answer.headers["X-Evil"] is None


@pytest.mark.parametrize(
    "agent",
    [
        LINKEDIN_BOT,
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "facebookexternalhit/1.1",
        "WhatsApp/2.23.20.0",
    ],
)
def test_previews_get_the_card_and_count_nobody(visitor: Visitor, house: House, agent: str) -> None:
    answer = visitor.get(f"/s/{house.codes[1]}", agent=agent)
    assert answer.status == 200
    assert '<html lang="nb">' in answer.body
    assert '<meta property="og:title" content="Siste &lt;turbin&gt; &quot;står&quot; &amp; går">' in answer.body
    assert re.search(r'og:image" content="http://[^"/]+/media/turbin.jpg"', answer.body)
    assert f'/s/{house.codes[1]}">' in answer.body
    assert '<link rel="canonical" href="https://nordlys.example/saker/1?a=1#del">' in answer.body
    assert "<script" not in answer.body
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    kept = house.newest()
    assert kept["hit"] == "preview"


def test_head_and_prefetch_are_answered_and_not_people(visitor: Visitor, house: House) -> None:
    head = visitor.get(f"/s/{house.codes[0]}", method="HEAD")
    assert (head.status, head.body) == (302, "")
    assert (house.newest()["hit"], house.newest()["reason"]) == ("bot", "head")
    for header in (
        {"Sec_Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X_Purpose": "preview"},
        {"X_Moz": "prefetch"},
    ):
        assert visitor.get(f"/s/{house.codes[0]}", **header).status == 302
        assert (house.newest()["hit"], house.newest()["reason"]) == ("preview", "prefetch")
    preview_head = visitor.get(f"/s/{house.codes[0]}", method="HEAD", agent=LINKEDIN_BOT)
    assert (preview_head.status, preview_head.body) == (200, "")


def test_programs_are_led_on_as_bots(visitor: Visitor, house: House) -> None:
    for agent in ("curl/8.5.0", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", None):
        assert visitor.get(f"/s/{house.codes[0]}", agent=agent).status == 302
        assert house.newest()["hit"] == "bot"


def test_a_link_that_is_not_counted_leaves_nothing(visitor: Visitor, house: House) -> None:
    house.ask(f"UPDATE links_trackedlink SET counted = false WHERE code = '{house.codes[2]}'", clicks=False)
    before = house.clicks()
    assert visitor.get(f"/s/{house.codes[2]}").status == 302
    assert visitor.get(f"/s/{house.codes[2]}", agent=LINKEDIN_BOT).status == 200
    assert house.clicks() == before


def test_a_withdrawn_story_is_gone_at_once_and_comes_back(visitor: Visitor, house: House) -> None:
    code = house.codes[3]
    assert visitor.get(f"/s/{code}").status == 302
    changed = (
        "INSERT INTO links_generation (id, number) VALUES (1, 1) "
        "ON CONFLICT (id) DO UPDATE SET number = links_generation.number + 1"
    )
    target = f"WHERE id = (SELECT target_id FROM links_trackedlink WHERE code = '{code}')"
    house.ask(f"UPDATE links_linktarget SET withdrawn_at = CURRENT_TIMESTAMP {target}", clicks=False)
    house.ask(changed, clicks=False)
    time.sleep(0.5)
    before = house.clicks()
    gone = visitor.get(f"/s/{code}", Accept_Language="nb-NO,nb;q=0.9")
    assert gone.status == 410
    assert '<html lang="nb">' in gone.body
    for sentence in (
        "This link has had its day",
        "Dette link har gjort sit",
        "Den här länken",
        "Dieser Link hat ausgedient",
    ):
        assert sentence in gone.body
    assert "Location" not in gone.headers
    assert house.clicks() == before
    house.ask(f"UPDATE links_linktarget SET withdrawn_at = NULL {target}", clicks=False)
    house.ask(changed, clicks=False)
    time.sleep(0.5)
    assert visitor.get(f"/s/{code}").status == 302


def test_a_stopped_story_leads_elsewhere_at_once_and_shows_no_card(visitor: Visitor, house: House) -> None:
    code = house.codes[3]
    changed = (
        "INSERT INTO links_generation (id, number) VALUES (1, 1) "
        "ON CONFLICT (id) DO UPDATE SET number = links_generation.number + 1"
    )
    target = f"WHERE id = (SELECT target_id FROM links_trackedlink WHERE code = '{code}')"
    assert visitor.get(f"/s/{code}", agent=LINKEDIN_BOT).status == 200
    statement = "https://nordlys.example/statement"
    stopped = f"UPDATE links_linktarget SET paused_at = CURRENT_TIMESTAMP, instead_url = '{statement}' {target}"
    house.ask(stopped, clicks=False)
    house.ask(changed, clicks=False)
    time.sleep(0.5)
    for agent in (None, LINKEDIN_BOT):
        answer = visitor.get(f"/s/{code}", **({"agent": agent} if agent else {}))
        assert answer.status == 302, agent
        assert answer.headers["Location"].startswith(statement)
    house.ask(f"UPDATE links_linktarget SET instead_url = '' {target}", clicks=False)
    house.ask(changed, clicks=False)
    time.sleep(0.5)
    assert visitor.get(f"/s/{code}").status == 410
    house.ask(f"UPDATE links_linktarget SET paused_at = NULL {target}", clicks=False)
    house.ask(changed, clicks=False)
    time.sleep(0.5)
    assert visitor.get(f"/s/{code}").headers["Location"].startswith("https://nordlys.example/saker/3")


def test_a_retired_link_is_gone(visitor: Visitor, house: House) -> None:
    house.ask(
        f"UPDATE links_trackedlink SET retired_at = CURRENT_TIMESTAMP WHERE code = '{house.codes[4]}'", clicks=False
    )
    assert visitor.get(f"/s/{house.codes[4]}").status == 410


def test_what_does_not_exist_looks_the_same_and_is_limited(visitor: Visitor, house: House) -> None:
    before = house.clicks()
    answers = [visitor.get(f"/s/{'Zz9' * 3}{n % 9 + 1}", X_Forwarded_For="2001:db8:7::1") for n in range(20)]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.body for answer in answers}) == 1
    assert visitor.get("/s/no", X_Forwarded_For="5.5.5.5").body == answers[0].body
    refused = visitor.get("/s/Zz9Zz9Zz9A", X_Forwarded_For="2001:db8:7::ffff")
    assert (refused.status, refused.headers["Retry-After"]) == (429, "60")
    assert visitor.get("/s/Zz9Zz9Zz9A", X_Forwarded_For="2001:db8:8::1").status == 404
    assert visitor.get(f"/s/{house.codes[0]}", X_Forwarded_For="2001:db8:7::1").status == 302, "real links always work"
    assert house.clicks() == before + 1


@pytest.mark.parametrize(
    "path", ["/", "/admin/", "/robots.txt", "/s", "/s/", "/S/abc", "//nordlys.example", "/s/%2e%2e/x"]
)
def test_other_addresses_do_not_exist(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status in {404, 429}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_links_can_only_be_opened(visitor: Visitor, house: House, method: str) -> None:
    answer = visitor.get(f"/s/{house.codes[0]}", method=method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_health(visitor: Visitor, house: House) -> None:
    visitor.get(f"/s/{house.codes[0]}")
    answer = visitor.get("/healthz")
    state = json.loads(answer.body)
    assert answer.status == 200
    assert state["status"] == "ok"
    assert state["database"] == "answers"
    assert state["last_flush_seconds"] < 60


def test_it_ends_in_order(house: House) -> None:
    before = house.clicks()
    process, address = server.start(house.url, house.data)
    assert Visitor(address, house).get(f"/s/{house.codes[0]}").status == 302
    process.terminate()
    assert process.wait(timeout=10) == 0
    assert house.clicks() == before + 1


def test_only_people_who_may_be_counted_bring_a_click_id_and_only_to_measured_places(
    visitor: Visitor, house: House
) -> None:
    code = house.codes[19]

    def handed_on(**headers: str) -> str:
        target = visitor.get(f"/s/{code}", **headers).headers["Location"]
        return dict(parse_qsl(urlsplit(target).query)).get("stemme_click", "")

    assert handed_on() == ""
    house.ask(f"UPDATE links_linktarget SET measured = TRUE WHERE story_id = {len(house.codes)}", clicks=False)
    house.ask("UPDATE links_generation SET number = number + 1", clicks=False)
    time.sleep(0.5)
    first, second = handed_on(), handed_on()
    assert len(first) == len(second) == 22
    assert first != second
    keys = [bytes(key) for (key,) in house.ask("SELECT key FROM links_clickkey", clicks=False)]
    ((link_id,),) = house.ask(f"SELECT id FROM links_trackedlink WHERE code = '{code}'", clicks=False)
    found = unseal(first, keys)
    assert found is not None
    assert found[0] == link_id
    assert abs(found[1] - time.time()) < 60
    assert handed_on(Sec_GPC="1") == handed_on(DNT="1") == handed_on(agent="curl/8.5.0") == ""
