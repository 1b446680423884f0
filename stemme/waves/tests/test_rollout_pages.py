"""The pages of the roll-out: who sees and does what, and what they say."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stemme.people import actions as people
from stemme.waves.actions import launching
from stemme.waves.models import Check, Wave
from stemme.waves.rollout_queries import DRAFT, NONE, PILOT, ROLLOUT, rollout_of
from stemme.waves.tests.scene import DAY, make_scene, take_part

ROLLOUT_PAGE = "/rollout/"


@pytest.fixture
def present(cast):
    """The cast as of this moment: pages know no other."""
    cast.now = timezone.now()
    return cast


@pytest.fixture
def scene(present):
    return make_scene(present)


def page(client, address=ROLLOUT_PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_plan_the_page_leads_to_making_one(cast, let_in, now):
    assert "No plan yet." in page(let_in(cast.lea)) and reverse("waves:plan") in page(let_in(cast.lea))
    assert reverse("waves:plan") not in page(let_in(cast.ana)), "an analyst only looks"
    assert rollout_of(cast.nordlys.id, now).stage == NONE


def test_who_may_look_and_who_may_act(cast, let_in, scene):
    assert let_in(cast.cleo).get(ROLLOUT_PAGE).status_code == let_in(cast.bo).get(ROLLOUT_PAGE).status_code == 404
    assert "Launch this wave" not in page(let_in(cast.ana), "/rollout/0/")
    for act in ("launch", "days", "checks", "checks/managers", "learned"):
        assert let_in(cast.ana).post(f"/rollout/0/{act}/").status_code == 404
    assert let_in(cast.eve).get("/rollout/0/").status_code == 404, "another organisation's"
    assert let_in(cast.lea).get("/rollout/7/").status_code == 404


def test_a_wave_is_launched_from_its_page(cast, let_in, scene):
    client = let_in(cast.lea)
    shown = page(client, "/rollout/0/")
    assert "12 people get an invitation by mail" in shown and "Why it begins now" in shown
    refused = client.post("/rollout/0/launch/", {"reason": ""})
    assert refused.status_code == 422 and "Please write why it begins now" in refused.content.decode()
    done = client.post("/rollout/0/launch/", {"reason": "All is ready."}, follow=True)
    assert "12 people get an invitation." in done.content.decode()
    assert "Week 1 of 4" in page(client) and "All is ready." in page(client, "/rollout/0/")
    assert "Launch this wave" in page(client, "/rollout/1/") and "Launch this wave" not in page(client, "/rollout/2/")


def test_the_check_list_is_worked_on_without_a_script(cast, let_in, scene):
    client = let_in(cast.lea)
    assert client.post("/rollout/0/checks/managers/", {"tick": "1", "done": "on"}).status_code == 303
    sent = {"done": "on", "note": "13 came", "owner": cast.bo.id, "due_on": scene.today.isoformat()}
    client.post("/rollout/0/checks/managers/", sent)
    client.post("/rollout/0/checks/", {"text": "Read it out on the night shift"})
    shown = page(client)
    assert "13 came" in shown and "Bo Brandt" in shown and "1 of 7 done" in shown
    own = Check.objects.get(key="")
    assert client.post(f"/rollout/1/checks/own-{own.id}/", {"remove": "1"}).status_code == 404, "of another wave"
    assert client.post(f"/rollout/0/checks/own-{own.id}/", {"remove": "1"}).status_code == 303
    assert client.post("/rollout/0/checks/managers/", {"due_on": "soon"}).status_code == 422
    assert client.post("/rollout/0/checks/", {"text": ""}).status_code == 422
    assert client.post("/rollout/0/checks/nothing/", {"tick": "1"}).status_code == 404


def test_days_can_be_changed_before_the_launch(cast, let_in, scene):
    client, monday = let_in(cast.lea), scene.waves[1].first_day
    while monday.weekday():
        monday += DAY
    good = {"first_day": monday.isoformat(), "last_day": (monday + 20 * DAY).isoformat()}
    assert client.post("/rollout/1/days/", good).status_code == 303
    assert Wave.objects.get(id=scene.waves[1].id).first_day == monday
    off = {**good, "first_day": (monday - DAY).isoformat()}
    assert "day off" in client.post("/rollout/1/days/", off).content.decode()
    before = {"first_day": (monday - 70 * DAY).isoformat(), "last_day": monday.isoformat()}
    assert client.post("/rollout/1/days/", before).status_code == 422
    turned = {"first_day": good["last_day"], "last_day": good["first_day"]}
    assert "comes after the first" in client.post("/rollout/1/days/", turned).content.decode()


def test_what_was_learned_stands_beside_the_figures(cast, let_in, scene):
    client = let_in(cast.lea)
    launching.launch(actor=scene.lead, wave_id=scene.waves[0].id, reason="Now", now=cast.now - 22 * DAY)
    take_part(cast, scene.people[0][:9], (cast.now - 20 * DAY).date())
    assert client.post("/rollout/0/learned/", {"learned": "Hosts matter."}).status_code == 303
    assert client.post("/rollout/1/learned/", {"learned": "Too soon"}).status_code == 422
    shown = page(client)
    assert "Hosts matter." in shown and "75.0%" in shown and "100% of those who took part" in shown


def test_a_wave_below_the_floor_shows_no_figures(present, let_in):
    scene = make_scene(present, each=7)
    launching.launch(actor=scene.lead, wave_id=scene.waves[0].id, reason="Now", now=present.now - 22 * DAY)
    take_part(present, scene.people[0][:6], (present.now - 20 * DAY).date())
    shown = page(let_in(present.lea)) + page(let_in(present.lea), "/rollout/0/")
    assert (
        "85.7%" not in shown
        and "86%" not in shown
        and ">6<" not in shown
        and "Figures are shown for waves of 8 or more." in shown
    )


def test_nobody_is_named_and_a_no_is_seen_nowhere(cast, let_in, scene):
    before = page(let_in(cast.ana)), page(let_in(cast.ana), "/rollout/0/")
    people.decline(person_id=scene.people[0][0], now=cast.now)
    after = page(let_in(cast.ana)), page(let_in(cast.ana), "/rollout/0/")
    assert [text.split("<main")[1] for text in before] == [text.split("<main")[1] for text in after]
    assert "w0-0" not in "".join(after) and ">W0" not in "".join(after)


def test_the_stage_follows_the_launches(cast, scene, now):
    stages = [rollout_of(cast.nordlys.id, now).stage]
    launching.launch(actor=scene.lead, wave_id=scene.waves[0].id, reason="Now", now=now)
    stages.append(rollout_of(cast.nordlys.id, now).stage)
    launching.launch(actor=scene.lead, wave_id=scene.waves[1].id, reason="Now", now=now)
    found = rollout_of(cast.nordlys.id, now)
    assert [*stages, found.stage] == [DRAFT, PILOT, ROLLOUT]
    assert found.next_wave and found.next_wave.row.number == 2 and found.people == 36


def test_the_number_of_queries_does_not_depend_on_people(cast, let_in, scene):
    launching.launch(actor=scene.lead, wave_id=scene.waves[0].id, reason="Now", now=cast.now - 22 * DAY)
    take_part(cast, scene.people[0][:2], (cast.now - 20 * DAY).date())
    client = let_in(cast.lea)

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    few = [queries(ROLLOUT_PAGE), queries("/rollout/0/")]
    take_part(cast, scene.people[0][2:] + scene.people[1], (cast.now - 20 * DAY).date())
    assert [queries(ROLLOUT_PAGE), queries("/rollout/0/")] == few
    assert max(few) < 45
