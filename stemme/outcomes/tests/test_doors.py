"""The door for servers, and the page where owners make one (research/security.md T-14)."""

from __future__ import annotations

import datetime as dt
import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stemme.kit.periods import month_of
from stemme.kit.tokens import new_token, token_hash
from stemme.links.address_queries import measured_hosts
from stemme.outcomes.actions.tallies import count_dirty
from stemme.outcomes.doors import actions, events
from stemme.outcomes.doors.signing import is_signed, signature
from stemme.outcomes.models import Conversion, Door
from stemme.outcomes.tally_queries import sums
from stemme.outcomes.tests.scene import Scene
from stemme.people import queries as people
from stemme.people.buckets import Limit

NOW = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)


@pytest.fixture
def scene(db: None, cast: SimpleNamespace) -> Scene:
    return Scene(cast, timezone.now())


def made(scene: Scene, **more: Any) -> actions.MadeDoor:
    actor = people.viewer(scene.cast.ada.id, scope="employee", started=scene.now)
    assert actor is not None
    return actions.make_door(actor=actor, name="Shop", now=scene.now, **{"signed": False, **more})


def post(door: actions.MadeDoor | str, document: Any, **headers: str) -> Any:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    token = door if isinstance(door, str) else door.token
    sent = {"Authorization": f"Bearer {token}", **headers}
    return Client().post("/api/conversions", body, content_type="application/json", headers=sent)


def take_back(door: actions.MadeDoor, document: Any, **headers: str) -> Any:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    sent = {"Authorization": f"Bearer {door.token}", **headers}
    return Client().post("/api/conversions/cancel", body, content_type="application/json", headers=sent)


def event(event_id: str = "order-1", **more: Any) -> dict[str, Any]:
    return {"goal": "leads", "event_id": event_id, "click_id": "x" * 22, **more}


def test_an_event_counts_once_and_is_answered_alike(scene: Scene) -> None:
    door = made(scene)
    sent = event(click_id=scene.click(scene.link(scene.cast.cleo)))
    answers = [post(door, sent) for _time in range(40)]
    assert {(one.status_code, one.content) for one in answers} == {(202, answers[0].content)}
    assert Conversion.objects.get(door_id=door.door_id).touches == 1
    other = post(door, {**sent, "value": 12})
    assert other.status_code == 422 and other["Content-Type"] == "application/problem+json"
    assert "another event" in other.json()["title"]
    assert Door.objects.get(id=door.door_id).last_used_at is not None


def test_an_unknown_click_is_answered_like_a_known_one(scene: Scene) -> None:
    door = made(scene)
    known = post(door, event("1", click_id=scene.click(scene.link(scene.cast.cleo))))
    unknown = post(door, event("2"))
    assert known.json() == {"event_id": "1", "status": 202} and unknown.json() == {"event_id": "2", "status": 202}
    assert Conversion.objects.get(door_id=door.door_id, event_id="2").touches == 0


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"occurred_at": "2020-01-01T00:00:00Z"}, "occurred_at"),
        ({"occurred_at": "9999-12-31T23:59:59-10:00"}, "unreadable"),
        ({"occurred_at": "2026-11-23T08:00:00"}, "unreadable"),
        ({"goal": "nothing"}, "goal_unknown"),
        ({"value": -1}, "value"),
        ({"value": True}, "unreadable"),
        ({"value": "NaN"}, "value"),
        ({"event_id": ""}, "unreadable"),
        ({"event_id": "a\nb"}, "unreadable"),
        ({"click_ids": ["a"]}, "unreadable"),
        ({"valu": 3}, "unreadable"),
    ],
)
def test_what_is_wrong_is_told(scene: Scene, wrong: dict[str, Any], key: str) -> None:
    answer = post(made(scene), event(**wrong))
    assert answer.status_code == 422
    assert answer.json()["type"] == f"about:blank#{key}" and answer.json()["detail"]
    assert not Conversion.objects.exists()


def test_a_batch_tells_of_each_event(scene: Scene) -> None:
    door = made(scene)
    answer = post(door, {"events": [event("1"), event("2", goal="no"), 7, event("1")]})
    assert answer.status_code == 207
    assert [one["status"] for one in answer.json()["results"]] == [202, 422, 422, 202]
    assert Conversion.objects.filter(door_id=door.door_id).count() == 1
    assert post(door, {"events": [event("3")]}).status_code == 202
    assert post(door, {"events": [event("4")] * (events.MOST_EVENTS + 1)}).status_code == 422


@pytest.mark.parametrize("body", [b"", b"[1]", b"\xff", b"[" * 9000, b'{"value": NaN}', b'{"events": []}'])
def test_what_is_no_event_is_a_problem(scene: Scene, body: bytes) -> None:
    assert post(made(scene), body).status_code == 422


def test_only_an_open_doors_token_opens(scene: Scene) -> None:
    door = made(scene)
    actor = people.viewer(scene.cast.ada.id, scope="employee", started=scene.now)
    assert actor is not None
    for token in ("", "stmc_guess", new_token("stmc"), "ü"):
        refused = post(token.encode().decode("latin-1"), event())
        assert refused.status_code == 401 and refused["WWW-Authenticate"] == "Bearer"
    assert post(door, b"x" * (events.LARGEST_BODY + 1)).status_code == 413
    assert actions.end_door(actor=actor, door_id=door.door_id, now=scene.now)
    assert post(door, event()).status_code == 401
    assert not Conversion.objects.exists()


def test_a_doors_events_are_its_organisations(scene: Scene) -> None:
    """Another organisation's token with the same number, goal and click counts nothing of ours."""
    other = actions.MadeDoor(0, "", new_token("stmc"), "")
    digest = token_hash(other.token).hex()
    Door.objects.create(
        organisation=scene.cast.eve.organisation, kind="api", name="Theirs", code=digest[:24], token_hash=digest
    )  # fmt: skip
    answer = post(other, event(click_id=scene.click(scene.link(scene.cast.cleo))))
    assert answer.json()["type"] == "about:blank#goal_unknown"


def test_a_signed_door_wants_its_signature(scene: Scene) -> None:
    door = made(scene, signed=True)
    body, at = json.dumps(event()).encode(), int(timezone.now().timestamp())
    assert post(door, body).status_code == 401
    late = signature(body, secret=door.secret, at=at - 400)
    assert post(door, body, **{"Stemme-Signature": late}).status_code == 401
    right = signature(body, secret=door.secret, at=at)
    assert post(door, body + b" ", **{"Stemme-Signature": right}).status_code == 401
    assert post(door, body, **{"Stemme-Signature": right}).status_code == 202
    assert door.secret not in Door.objects.get(id=door.door_id).secret


def test_an_event_can_be_taken_back_and_stays_taken_back(scene: Scene) -> None:
    door, other = made(scene), made(scene)
    sent = event(click_id=scene.click(scene.link(scene.cast.cleo)))
    post(door, sent)
    assert take_back(other, {"event_id": "order-1"}).status_code == 404
    answers = [take_back(door, {"event_id": "order-1"}) for _time in range(2)]
    assert [(one.status_code, one.content) for one in answers] == [(204, b"")] * 2
    assert post(door, sent).status_code == 202
    taken = Conversion.objects.get(door_id=door.door_id)
    assert taken.cancelled_at is not None
    count_dirty(now=timezone.now())
    assert not any(row.conversions for row in sums(scene.cast.nordlys.id, month_of(taken.day)).values())
    for wrong in (b"", {}, {"event_id": 1}, {"event_id": "order-1", "goal": "leads"}, {"events": [{"event_id": "1"}]}):
        assert take_back(door, wrong).status_code == 422


def test_taking_back_wants_the_signature_over_the_number(scene: Scene) -> None:
    door = made(scene, signed=True)
    body, at = b'{"event_id": "order-1"}', int(timezone.now().timestamp())
    assert take_back(door, body).status_code == 401
    right = {"Stemme-Signature": signature(body, secret=door.secret, at=at)}
    assert take_back(door, body.replace(b"1", b"2"), **right).status_code == 401
    assert take_back(door, body, **right).status_code == 404


@pytest.mark.parametrize("header", ["", "t=,v1=", "t=9" * 40, "v1=ü,t=1", "t=²,v1=a"])
def test_no_header_makes_signing_fall_over(header: str) -> None:
    assert not is_signed(header, b"{}", secret="s", now=NOW)


def test_a_door_has_a_limit(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "CALLS", Limit("conversions", 2, dt.timedelta(days=1)))
    door = made(scene)
    assert [post(door, event(str(number))).status_code for number in range(3)] == [202, 202, 429]


def test_an_owner_makes_a_door_and_sees_its_token_once(scene: Scene, let_in: Any) -> None:
    client = let_in(scene.cast.ada)
    page = client.post("/settings/outcomes/doors/", {"name": "Recruiting"}).content.decode()
    door = Door.objects.get(name="Recruiting")
    token = page.partition("stmc_")[2].partition("<")[0]
    assert post(f"stmc_{token}", event()).status_code == 202
    assert token not in client.get("/settings/outcomes/").content.decode()
    assert client.post(f"/settings/outcomes/doors/{door.id}/end/").status_code == 303
    assert post(f"stmc_{token}", event()).status_code == 401
    assert client.post("/settings/outcomes/doors/", {"name": " "}).status_code == 422


def test_an_owner_names_the_sites(scene: Scene, let_in: Any) -> None:
    client = let_in(scene.cast.ada)
    wrong = client.post("/settings/outcomes/sites/", {"hosts": "javascript:alert(1)"})
    assert wrong.status_code == 422
    saved = client.post("/settings/outcomes/sites/", {"hosts": "https://www.nordlys.example/x\njobs.nordlys.example"})
    assert saved.status_code == 303
    assert measured_hosts(scene.cast.nordlys.id) == ["jobs.nordlys.example", "www.nordlys.example"]
    assert let_in(scene.cast.cleo).get("/settings/outcomes/").status_code == 404


def test_the_page_asks_a_constant_number_of_questions(
    scene: Scene, let_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = let_in(scene.cast.ada)
    client.get("/settings/outcomes/")
    for _door in range(5):
        made(scene)
    with django_assert_max_num_queries(20):
        client.get("/settings/outcomes/")
