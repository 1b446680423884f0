"""Sums of conversions: of days and months, the same whenever they are counted, and again when a goal changes."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from stemme.kit.periods import Period, month_of, year_of
from stemme.outcomes import forgetting_actions
from stemme.outcomes.actions import goals
from stemme.outcomes.actions.tallies import count_dirty, recount
from stemme.outcomes.agreement_queries import disagreements
from stemme.outcomes.attributing import MODELS
from stemme.outcomes.goal_queries import by_model, stored_choice
from stemme.outcomes.models import Conversion, OutcomeTally, Touch
from stemme.outcomes.tally_queries import conversions_by_key, person_sum, sums
from stemme.outcomes.tests.scene import Scene
from stemme.people.queries import viewer as viewer_of

AUTUMN = Period(dt.date(2026, 10, 20), dt.date(2026, 11, 12))


@pytest.fixture
def scene(cast: SimpleNamespace, now: dt.datetime) -> Scene:
    """Forty conversions of three weeks, by up to four clicks of four colleagues on three channels."""
    made = Scene(cast, now)
    draw = random.Random(7)
    links = [
        made.link(person, story=story, channel=channel)
        for person in (cast.cleo, cast.dan, cast.lea, cast.ada)
        for story, channel in ((0, "linkedin"), (1, "mail"), (1, "xing"))
    ]
    for number in range(40):
        days = draw.randint(0, 20)
        clicks = [made.click(draw.choice(links), days_ago=days + 9 * draw.random()) for _ in range(draw.randint(1, 4))]
        made.record(f"e-{number}", clicks, occurred_at=now - dt.timedelta(days=days), value=Decimal(number) / 7)
        if number % 9 == 0:
            count_dirty(now=now)
    count_dirty(now=now)
    return made


def all_rows(scene: Scene) -> list[tuple[Any, ...]]:
    """Every sum there is."""
    rows = OutcomeTally.objects.filter(organisation=scene.cast.nordlys).order_by()
    return sorted(rows.values_list("dimension", "key", "grain", "start", "model", "conversions", "value"))


def change(scene: Scene, **fields: Any) -> None:
    """Change the goal as a lead would, and count again."""
    stored = stored_choice(scene.cast.nordlys.id, scene.goal.id)
    lea = viewer_of(scene.cast.lea.id, scope="employee")
    choice = {name: getattr(stored, name) for name in stored.__slots__} | fields
    goals.change_goal(actor=lea, goal_id=scene.goal.id, choice=goals.GoalChoice(**choice), now=scene.now)
    count_dirty(now=scene.now)


def test_counted_bit_by_bit_and_counted_again_are_the_same(scene: Scene) -> None:
    before = all_rows(scene)
    assert len(before) > 500
    assert recount(organisation_id=scene.cast.nordlys.id, goal_id=scene.goal.id) > 10
    OutcomeTally.objects.filter(organisation=scene.cast.nordlys).delete()
    count_dirty(now=scene.now)
    assert all_rows(scene) == before
    assert disagreements(scene.cast.nordlys.id) == []


def test_every_model_shares_the_same_conversions(scene: Scene) -> None:
    assert {row.total.conversions for row in by_model(scene.cast.nordlys.id, scene.goal.id, AUTUMN)} == {40.0}
    for dimension in ("channel", "story", "voices"):
        for model in (None, *MODELS):
            rows = sums(scene.cast.nordlys.id, AUTUMN, dimension=dimension, model=model)
            assert round(sum(row.conversions for row in rows.values()), 6) == 40
    with pytest.raises(ValueError):
        sums(scene.cast.nordlys.id, AUTUMN, dimension="person")


def test_a_goal_that_changes_is_counted_by_its_new_rules(scene: Scene) -> None:
    ours, goal = scene.cast.nordlys.id, (scene.goal.id, 0)
    change(scene, value=Decimal(100))
    assert sums(ours, AUTUMN)[goal].value == 4_000
    change(scene, value_from_event=True)
    said = sum((one.event_value or Decimal(0)) for one in Conversion.objects.filter(organisation_id=ours))
    assert sums(ours, AUTUMN)[goal].value == said
    change(scene, window_days=2)
    narrow = sums(ours, AUTUMN)[goal].conversions
    assert 0 < narrow < 40
    for model in MODELS:
        parts = Touch.objects.filter(organisation_id=ours).values_list(model, flat=True)
        assert sum(parts) == narrow * 1_000_000
    change(scene, window_days=30)
    assert sums(ours, AUTUMN)[goal].conversions == 40
    change(scene, streams=[scene.stories[0].stream_id])
    assert {key for _goal, key in sums(ours, AUTUMN, dimension="channel")} == {1}
    change(scene, streams=[], last_day=dt.date(2026, 11, 1))
    assert sums(ours, Period(dt.date(2026, 11, 2), dt.date(2026, 11, 12))) == {}


def test_who_was_erased_is_credited_no_more_and_nothing_else_changes(scene: Scene) -> None:
    ours, cleo = scene.cast.nordlys.id, scene.cast.cleo.id
    before = [row for row in all_rows(scene) if row[0] not in {"person", "voices"}]
    assert person_sum(ours, cleo, AUTUMN)
    forgetting_actions.forget_person(organisation_id=ours, person_id=cleo)
    assert person_sum(ours, cleo, AUTUMN) == {}
    count_dirty(now=scene.now)
    assert person_sum(ours, cleo, AUTUMN) == {}
    assert [row for row in all_rows(scene) if row[0] not in {"person", "voices"}] == before
    assert disagreements(ours) == []


def test_a_year_by_story_is_its_months(scene: Scene) -> None:
    ours, year = scene.cast.nordlys.id, year_of(AUTUMN.first)
    months = [month_of(dt.date(year.first.year, month, 1)) for month in range(1, 13)]
    added: dict[int, float] = {}
    for month in months:
        for story, number in conversions_by_key(ours, month, dimension="story").items():
            added[story] = round(added.get(story, 0.0) + number, 6)
    whole = conversions_by_key(ours, year, dimension="story")
    assert whole and {story: round(number, 6) for story, number in whole.items()} == added
    one = min(whole)
    assert conversions_by_key(ours, year, dimension="story", keys=[one]) == {one: whole[one]}


@pytest.mark.parametrize(("dimension", "grain"), [("channel", "day"), ("story", "year")])
def test_the_doctor_sees_a_sum_that_is_wrong(scene: Scene, dimension: str, grain: str) -> None:
    OutcomeTally.objects.filter(organisation=scene.cast.nordlys, dimension=dimension, grain=grain).first().delete()  # type: ignore[union-attr]
    assert disagreements(scene.cast.nordlys.id)
