"""The pages of the map, with real rows: who sees them, what they keep back, and that nothing changes within a week."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.atlas import actions, queries
from stemme.atlas.models import ALL, PLACE, TEAM, MapCount
from stemme.atlas.queries import Group
from stemme.atlas.tests.crowd import make_crowd
from stemme.journal.models import Fact
from stemme.maturity.models import StoredPlace
from stemme.people.models import Team

EVERYBODY = Group(ALL, "", "")


def count(cast: SimpleNamespace, now: dt.datetime) -> None:
    actions.count_map(organisation_id=cast.nordlys.id, now=now)


def test_the_page_counts_what_may_be_told(cast: SimpleNamespace, now: dt.datetime, let_in: Any) -> None:
    make_crowd(cast.nordlys, cast.wind, now, moved=40)
    count(cast, now)
    page = let_in(cast.ana).get("/map/")
    body = page.content.decode()
    assert page.status_code == 200
    assert "114 people have placed themselves" in body  # six others are fewer than the floor
    found = queries.map_of(cast.nordlys.id, EVERYBODY)
    assert found is not None
    assert found.figures.placed == 114
    assert [cloud.people for cloud in found.figures.clouds if len(cloud.panes) > 1] == [11]
    path = re.search(r'class="dot" d="([^"]+)"', body)
    assert path and path[1].count("M") == 114
    assert "Crowd" not in body
    moved = re.search(r"(\d+) people moved\.", body)
    assert moved and abs(int(moved[1]) - 40) <= 2, "who moved is blurred for everybody, too"
    assert "Most took one small step." in body


def test_the_others_are_spoken_of_when_they_are_many(cast: SimpleNamespace, now: dt.datetime, let_in: Any) -> None:
    people = make_crowd(cast.nordlys, cast.wind, now)
    StoredPlace.objects.filter(organisation=cast.nordlys, person__in=people[:20]).delete()
    count(cast, now)
    body = let_in(cast.lea).get("/map/").content.decode()
    assert "94 of 120 have placed themselves" in body and "The other 26 chose not to" in body


def test_only_who_reads_figures_and_only_their_own(cast: SimpleNamespace, now: dt.datetime, let_in: Any) -> None:
    make_crowd(cast.nordlys, cast.wind, now)
    count(cast, now)
    for person in (cast.cleo, cast.bo):
        assert let_in(person).get("/map/").status_code == 404
        assert let_in(person).get("/map/table.csv").status_code == 404
    body = let_in(cast.eve).get("/map/").content.decode()
    assert "No map yet." in body
    group = f"team-{cast.wind.id}"
    assert let_in(cast.eve).get(f"/map/?group={group}").status_code == 404
    assert let_in(cast.ana).get("/map/?group=team-9999999").status_code == 404


def test_below_the_floor_there_is_no_map(cast: SimpleNamespace, now: dt.datetime, let_in: Any) -> None:
    make_crowd(cast.nordlys, cast.wind, now, spread={"inactive": 4, "influencer": 3})
    count(cast, now)
    assert not MapCount.objects.filter(organisation=cast.nordlys).exists()
    assert "No map yet." in let_in(cast.ana).get("/map/").content.decode()
    rows = let_in(cast.ana).get("/map/table.csv").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 1


def test_whoever_is_off_the_map_is_in_no_number(cast: SimpleNamespace, now: dt.datetime) -> None:
    people = make_crowd(cast.nordlys, cast.wind, now)
    StoredPlace.objects.filter(organisation=cast.nordlys, person__in=people[:30]).update(on_map=False)
    count(cast, now)
    found = queries.map_of(cast.nordlys.id, EVERYBODY)
    assert found is not None and found.figures.placed == 84


def test_teams_and_places_are_offered_unless_the_rest_is_few(cast: SimpleNamespace, now: dt.datetime) -> None:
    alike = {"inactive": 20, "participant": 20}
    small = Team.objects.create(organisation=cast.nordlys, name="Small")
    make_crowd(cast.nordlys, cast.wind, now, spread=alike, place="Bergen")
    make_crowd(cast.nordlys, cast.turbine, now, spread=alike, place="Bergen")
    make_crowd(cast.nordlys, cast.grid, now, spread=alike, place="Aarhus")
    count(cast, now)
    offered = {(group.kind, group.key) for group in queries.groups(cast.nordlys.id)}
    team = {name: (TEAM, str(getattr(cast, name).id)) for name in ("wind", "turbine", "grid")}
    assert offered == {*team.values(), (PLACE, "Bergen"), (PLACE, "Aarhus")}
    # Six people in a team of their own: all others taken away from the whole would leave them.
    make_crowd(cast.nordlys, small, now, spread={"inactive": 3, "influencer": 3}, place="Bergen")
    count(cast, now)
    offered = {(group.kind, group.key) for group in queries.groups(cast.nordlys.id)}
    assert team["grid"] not in offered and team["wind"] in offered
    assert (TEAM, str(small.id)) not in offered


def test_a_team_is_told_within_two_and_its_dots_lie_elsewhere(
    cast: SimpleNamespace, now: dt.datetime, let_in: Any
) -> None:
    make_crowd(cast.nordlys, cast.wind, now, spread={"inactive": 40, "participant": 40})
    make_crowd(cast.nordlys, cast.grid, now, spread={"inactive": 40, "participant": 40})
    count(cast, now)
    group = Group(TEAM, str(cast.wind.id), "")
    found = queries.map_of(cast.nordlys.id, group)
    assert found is not None
    assert all(abs(cloud.people - 40) <= 2 for cloud in found.figures.clouds)
    client = let_in(cast.ana)
    whole, team = (client.get(url).content.decode() for url in ("/map/", f"/map/?group={group.value}"))
    dots = [set(re.search(r'class="dot" d="([^"]+)"', body)[1].split("M")) for body in (whole, team)]  # type: ignore[index]
    assert len((dots[0] & dots[1]) - {""}) <= 2  # Coordinates have three digits: a chance meeting, no trace.
    assert "about" in team


def test_nothing_changes_within_a_week(cast: SimpleNamespace, now: dt.datetime) -> None:
    people = make_crowd(cast.nordlys, cast.wind, now)
    assert actions.count_due(now=now) == 2
    before = queries.map_of(cast.nordlys.id, EVERYBODY)
    StoredPlace.objects.filter(organisation=cast.nordlys, person=people[0]).delete()
    actions.count_due(now=now + dt.timedelta(days=1))
    assert queries.map_of(cast.nordlys.id, EVERYBODY) == before
    actions.count_due(now=now + dt.timedelta(days=7))
    after = queries.map_of(cast.nordlys.id, EVERYBODY)
    assert before is not None and after is not None
    assert after.figures.placed == before.figures.placed - 1


def test_a_higher_floor_holds_from_the_next_night_on(cast: SimpleNamespace, now: dt.datetime) -> None:
    make_crowd(cast.nordlys, cast.wind, now)
    count(cast, now)
    cast.nordlys.group_floor = 12
    cast.nordlys.save()
    actions.count_due(now=now + dt.timedelta(hours=20))
    found = queries.map_of(cast.nordlys.id, EVERYBODY)
    assert found is not None and found.floor == 12
    assert all(cloud.people >= 12 for cloud in found.figures.clouds)


def test_shades_movement_and_the_file_tell_the_same(cast: SimpleNamespace, now: dt.datetime, let_in: Any) -> None:
    make_crowd(cast.nordlys, cast.wind, now, moved=15)
    count(cast, now)
    client = let_in(cast.ana)
    density, movement = (client.get(f"/map/?view={view}").content.decode() for view in ("density", "movement"))
    assert density.count('<td class="heat-') == 9 and "11 together" in density
    assert 'class="more w' in movement and "too few to tell" in movement
    answer = client.get("/map/table.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Cache-Control"] == "private, no-store"
    parts = [int(row["people"]) for row in rows if row["part"].startswith("now:")]
    assert sum(parts) == 114 and min(parts) >= 8
    told = [row[name] for row in rows for name in ("half_year_ago", "more_active", "wider_network", "calmer")]
    assert all(int(number) >= 8 for number in told if number)
    assert Fact.objects.filter(kind="figures.exported", actor_id=cast.ana.id, data__table="map").count() == 1


def test_queries_do_not_grow(cast: SimpleNamespace, now: dt.datetime, let_in: Any) -> None:
    client = let_in(cast.ana)
    numbers = []
    for _ in range(2):
        for n in range(3):
            team = Team.objects.create(organisation=cast.nordlys, name=f"T{Team.objects.count()}")
            make_crowd(cast.nordlys, team, now, spread={"inactive": 10, "expert": 10}, place=f"Town {n}")
        count(cast, now)
        client.get("/map/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get("/map/").status_code == 200
        numbers.append(len(asked))
    assert numbers[0] == numbers[1] <= 9
