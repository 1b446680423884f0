"""The pages of goals: who may make one, what it shows, and that it asks the database a constant number of times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.journal.models import Fact
from stemme.outcomes.actions.tallies import count_dirty
from stemme.outcomes.models import Goal
from stemme.outcomes.tests.scene import Scene
from stemme.stats.buckets import EVER
from stemme.stats.models import ShareTally

LetIn = Callable[..., Client]
FIELDS: dict[str, Any] = {
    "name": "Job  applications", "kind": "application", "target": "40", "per": "month", "first_day": "2026-01-01",
    "model": "linear", "window_days": "30", "value": "3000",
}  # fmt: skip


@pytest.fixture
def scene(cast: SimpleNamespace) -> Scene:
    """Nordlys with a goal and a door, today."""
    return Scene(cast, timezone.now())


def test_a_lead_makes_a_goal_changes_it_and_puts_it_away(scene: Scene, let_in: LetIn) -> None:
    lea = let_in(scene.cast.lea)
    assert "Name of the goal" in lea.get("/goals/new/").content.decode()
    answer = lea.post("/goals/new/", FIELDS | {"streams": [scene.stories[1].stream_id]})
    made = Goal.objects.get(organisation=scene.cast.nordlys, key="job-applications")
    assert (answer.status_code, answer["Location"]) == (303, f"/goals/{made.id}/")
    assert (made.name, list(made.streams.values_list("name", flat=True))) == ("Job applications", ["Careers"])
    assert lea.post("/goals/new/", FIELDS).status_code == 422
    assert lea.post("/goals/new/", FIELDS | {"last_day": "2025-01-01"}).status_code == 422
    assert lea.post(f"/goals/{made.id}/edit/", FIELDS | {"key": "jobs", "target": "50"}).status_code == 303
    made.refresh_from_db()
    assert (made.key, made.target, made.streams.count()) == ("jobs", 50, 0)
    assert lea.post(f"/goals/{made.id}/archive/", {"away": "1"}).status_code == 303
    made.refresh_from_db()
    assert made.archived_at
    lea.post(f"/goals/{made.id}/archive/", {"away": "0"})
    kinds = Fact.objects.filter(organisation_id=scene.cast.nordlys.id, subject_id=made.id).order_by("id")
    assert list(kinds.values_list("kind", flat=True)) == [
        "goal.made", "goal.changed", "goal.archived", "goal.brought_back",
    ]  # fmt: skip


def test_analysts_look_and_everybody_else_finds_nothing(scene: Scene, let_in: LetIn) -> None:
    page = f"/goals/{scene.goal.id}/"
    ana, cleo, eve = let_in(scene.cast.ana), let_in(scene.cast.cleo), let_in(scene.cast.eve)
    assert "/edit/" not in ana.get(page).content.decode()
    for address in ("/goals/new/", f"{page}edit/"):
        assert ana.get(address).status_code == 404
    assert ana.post(f"{page}archive/").status_code == 404
    for visitor in (cleo, eve):
        for address in (page, f"{page}goal.csv", f"{page}edit/"):
            assert visitor.get(address).status_code == 404


def test_the_five_ways_stand_side_by_side_and_add_up_to_the_same(scene: Scene, let_in: LetIn) -> None:
    Goal.objects.filter(id=scene.goal.id).update(target=60)
    links = [scene.link(scene.cast.cleo), scene.link(scene.cast.dan, channel="mail")]
    for number in range(3):
        scene.record(f"e-{number}", [scene.click(links[0], days_ago=8), scene.click(links[1], days_ago=1)])
    count_dirty(now=scene.now)
    ana = let_in(scene.cast.ana)
    page = ana.get(f"/goals/{scene.goal.id}/").content.decode()
    assert "of 60" in page
    assert "57 to go" in page
    assert "Two voices" in page
    day = timezone.localdate() - dt.timedelta(days=400)
    assert "No outcome was counted" in ana.get(f"/goals/{scene.goal.id}/?at={day}").content.decode()
    assert ana.get(f"/goals/{scene.goal.id}/?at=9999-12-31").status_code == 200
    few = ana.get(f"/goals/{scene.goal.id}/goal.csv").content.decode().splitlines()
    assert few[1:] == ['"Other","3.0","3.0","3.0","3.0","3.0"', '"Sum","3.0","3.0","3.0","3.0","3.0"']
    for channel in ("linkedin", "mail"):  # as if enough colleagues had shared there
        ShareTally.objects.create(
            organisation_id=scene.cast.nordlys.id, grain="ever", start=EVER, dimension="channel", key=channel, shares=9
        )
    rows = ana.get(f"/goals/{scene.goal.id}/goal.csv").content.decode().splitlines()
    assert rows[0] == '"Channel","Shared equally","First voice","Last voice","First and last most","The newest most"'
    assert '"LinkedIn","1.5","3.0","0.0","1.5","0.999999"' in rows
    assert rows[-1] == '"Sum","3.0","3.0","3.0","3.0","3.0"'


def test_the_page_asks_as_often_however_much_there_is(scene: Scene, let_in: LetIn) -> None:
    ana, page = let_in(scene.cast.ana), f"/goals/{scene.goal.id}/"

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert ana.get(page).status_code == 200
        return len(asked)

    queries()
    nothing = queries()
    for number, channel in enumerate(("linkedin", "mail", "xing", "x", "facebook")):
        scene.record(f"e-{number}", [scene.click(scene.link(scene.cast.cleo, channel=channel, story=number % 2))])
    count_dirty(now=scene.now)
    assert queries() == nothing


def test_everybody_may_read_how_it_is_worked_out(db: None) -> None:
    assert "five" in Client().get("/how/attribution/").content.decode()
