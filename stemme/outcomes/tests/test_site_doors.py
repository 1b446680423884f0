"""The script and the pixel of a company's own pages: what they take, from whom, and what they never say (T-15)."""

from __future__ import annotations

import datetime as dt
import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from stemme.outcomes.doors import site_actions, site_events
from stemme.outcomes.doors.measuring_script import LARGEST
from stemme.outcomes.models import Conversion, Door, Touch
from stemme.outcomes.tests.scene import Scene
from stemme.people import queries as people
from stemme.people.buckets import Limit

SITE = "https://shop.nordlys.example"
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"


@pytest.fixture
def scene(db: None, cast: SimpleNamespace) -> Scene:
    return Scene(cast, timezone.now())


def opened(scene: Scene, kind: str = "script") -> Door:
    actor = people.viewer(scene.cast.ada.id, scope="employee", started=scene.now)
    assert actor is not None
    made = site_actions.make_site_door(
        actor=actor, kind=kind, name="Shop", hosts=["shop.nordlys.example", "127.0.0.1:8080"], now=scene.now
    )  # fmt: skip
    return Door.objects.get(id=made)


def say(door: Door, document: Any, *, origin: str = SITE, **headers: str) -> Any:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    sent = {"Origin": origin, "Sec-Fetch-Site": "cross-site", **headers}
    return Client(enforce_csrf_checks=True).post(f"/m/{door.code}/", body, content_type="text/plain", headers=sent)


def look(door: Door, *, method: str = "get", asked: dict[str, str], **headers: str) -> Any:
    sent = {"User-Agent": CHROME, "Referer": f"{SITE}/thanks", "Sec-Fetch-Dest": "image", **headers}
    return getattr(Client(), method)(f"/m/{door.code}.gif", asked, headers=sent)


def test_the_script_is_small_kept_for_an_hour_and_stores_nothing(scene: Scene) -> None:
    door = opened(scene)
    answer = Client().get(f"/m/{door.code}.js")
    source = answer.content.decode()
    assert len(answer.content) < LARGEST and f"/m/{door.code}/" in source
    assert answer["Cache-Control"] == "public, max-age=3600" and not answer.cookies
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not {word for word in ("cookie", "torage", "indexedDB", "caches", "//") if word in source} - {"//"}
    assert "//" not in source.replace("http://", "").replace("https://", "")
    assert 'credentials:"omit"' in source
    assert Client().get("/m/nobody.js").status_code == 404
    assert Client().get(f"/m/{opened(scene, 'pixel').code}.js").status_code == 404


def test_an_event_of_a_site_counts_once_and_brings_no_money(scene: Scene) -> None:
    door, goal = opened(scene), scene.goal
    goal.value_from_event = True
    goal.save()
    sent = {"goal": "leads", "id": "order-17", "value": 900, "click_id": scene.click(scene.link(scene.cast.cleo))}
    answers = [say(door, sent) for _time in range(5)]
    assert {(one.status_code, one.content) for one in answers} == {(204, b"")}
    assert not any(one.cookies for one in answers)
    assert answers[0]["Access-Control-Allow-Origin"] == SITE and "Access-Control-Allow-Credentials" not in answers[0]
    made = Conversion.objects.get(door=door)
    assert made.touches == 1 and made.value == 0 and made.event_value is None
    assert "order-17" not in made.event_id
    assert Touch.objects.get(conversion=made).person_id == scene.cast.cleo.id
    say(door, {**sent, "id": "order-18"})
    say(door, {**sent, "id": None})
    say(door, {**sent, "id": None})
    assert Conversion.objects.filter(door=door).count() == 3
    door.refresh_from_db()
    assert door.last_used_at is not None


def test_what_is_unknown_gets_the_same_answer_and_is_not_stored(scene: Scene) -> None:
    door, known = opened(scene), scene.click(scene.link(scene.cast.cleo))
    right = say(door, {"goal": "leads", "click_id": known})
    for wrong in (
        {"goal": "leads", "click_id": "x" * 22}, {"goal": "no", "click_id": known}, {"goal": "leads"}, {}, [], b"",
        b"\xff", b"[" * 900, b"x" * 5000, {"goal": "leads", "click_id": known, "id": {}},
        {"goal": "leads", "click_id": "\ud800" * 22}, {"goal": "\ud800", "click_id": known},
    ):  # fmt: skip
        answer = say(door, wrong)
        assert (answer.status_code, answer.content, dict(answer.headers)) == (204, b"", dict(right.headers)), wrong
    assert Conversion.objects.filter(door=door).count() == 1


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "", "https://shop.nordlys.example.evil.example", "https://[",
               "https://shop.nordlys.example:8443", "ftp://shop.nordlys.example", "https://127.0.0.1"],
)  # fmt: skip
def test_only_pages_of_the_doors_sites_are_listened_to(scene: Scene, origin: str) -> None:
    door = opened(scene)
    answer = say(door, {"goal": "leads", "click_id": scene.click(scene.link(scene.cast.cleo))}, origin=origin)
    assert answer.status_code == 403 and "Access-Control-Allow-Origin" not in answer
    assert not Conversion.objects.exists()


def test_other_addresses_stay_closed_to_other_sites(scene: Scene, let_in: Any) -> None:
    """The exception is for the script's address alone, and no cookie is looked at there."""
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": SITE}
    assert let_in(scene.cast.ada).post("/settings/outcomes/sites/", {}, headers=foreign).status_code == 403
    assert say(opened(scene), {"goal": "leads"}).status_code == 204


def test_a_closed_door_and_a_closed_goal_count_nothing(scene: Scene) -> None:
    door, click = opened(scene), scene.click(scene.link(scene.cast.cleo))
    scene.goal.archived_at = scene.now
    scene.goal.save()
    assert say(door, {"goal": "leads", "click_id": click}).status_code == 204
    Door.objects.filter(id=door.id).update(ended_at=scene.now)
    assert say(door, {"goal": "leads", "click_id": click}).status_code == 404
    assert Client().get(f"/m/{door.code}.js").status_code == 404
    assert not Conversion.objects.exists()


def test_networks_doors_and_clicks_have_limits(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    door, click = opened(scene), scene.click(scene.link(scene.cast.cleo))
    sent = [{"goal": "leads", "click_id": click, "id": str(number)} for number in range(12)]
    assert [say(door, one).status_code for one in sent] == [204] * 10 + [429] * 2
    assert Conversion.objects.filter(door=door).count() == 10
    monkeypatch.setattr(site_actions, "FROM_NETWORK", Limit("site-network", 1, dt.timedelta(days=1)))
    assert say(opened(scene), {}).status_code == 204
    door = opened(scene)
    assert [say(door, {}).status_code for _time in range(2)] == [204, 429]


def test_the_pixel_counts_what_a_browser_shows_and_nothing_else(scene: Scene) -> None:
    door = opened(scene, "pixel")
    asked = {"goal": "leads", "stemme_click": scene.click(scene.link(scene.cast.cleo)), "id": "7"}
    for wrong in (
        {"method": "head"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"},
        {"Sec-Fetch-Dest": "document"}, {"User-Agent": "Googlebot-Image/1.0"}, {"User-Agent": ""},
        {"Referer": "https://evil.example/shop.nordlys.example"},
    ):  # fmt: skip
        assert look(door, asked=asked, **wrong).status_code == 200
    assert not Conversion.objects.exists()
    answers = [look(door, asked=asked), look(door, asked=asked, Referer="")]
    assert {one.content for one in answers} == {site_events.GIF} and len(site_events.GIF) == 43
    assert answers[0]["Content-Type"] == "image/gif" and answers[0]["Cache-Control"] == "no-store"
    assert not answers[0].cookies
    assert Conversion.objects.get(door=door).touches == 1
    assert look(door, asked={}).content == site_events.GIF
    assert look(opened(scene), asked=asked).status_code == 404


@given(
    body=some.binary(max_size=300) | some.text().map(lambda text: json.dumps({"goal": text, "click_id": text}).encode())
)
def test_no_body_makes_reading_fall_over(body: bytes) -> None:
    event = site_events.from_body(body)
    assert event is None or len(event.event_id) <= 80


@given(address=some.text(max_size=60).map(lambda text: f"https://{text}") | some.text(max_size=60))
def test_no_address_makes_reading_fall_over(address: str) -> None:
    assert isinstance(site_events.host_of(address), str)
