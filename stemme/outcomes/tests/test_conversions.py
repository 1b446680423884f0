"""Conversions: each once, only for clicks within the window, and taken back."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest

from stemme.kit.periods import Period
from stemme.outcomes.actions.conversions import cancel_conversion, ensure_landing_door
from stemme.outcomes.actions.tallies import count_dirty
from stemme.outcomes.conversion_errors import (
    CurrencyError,
    EventError,
    EventIdError,
    GoalUnknownError,
    OccurredAtError,
    WorthError,
)
from stemme.outcomes.models import Conversion, Door, Touch, ValueRules
from stemme.outcomes.tally_queries import Sum, person_sum, sums
from stemme.outcomes.tests.scene import Scene

NOVEMBER = Period(dt.date(2026, 11, 1), dt.date(2026, 11, 30))


@pytest.fixture
def scene(cast: SimpleNamespace, now: dt.datetime) -> Scene:
    """Nordlys with a goal and a door."""
    return Scene(cast, now)


def test_one_event_is_one_conversion_and_its_number_stands_for_what_was_said_first(scene: Scene) -> None:
    click = scene.click(scene.link(scene.cast.cleo))
    first = scene.record("e-1", [click])
    assert (first.state, first.counted) == ("new", True)
    again = scene.record("e-1", [click])
    assert (again.state, again.conversion_id) == ("same", first.conversion_id)
    assert scene.record("e-1", [click], body=b"other words").state == "other"
    assert Conversion.objects.filter(organisation=scene.cast.nordlys).count() == 1
    count_dirty(now=scene.now)
    ours = scene.cast.nordlys.id
    assert sums(ours, NOVEMBER) == {(scene.goal.id, 0): Sum(1.0, Decimal(0))}
    assert sums(ours, NOVEMBER, dimension="channel") == {(scene.goal.id, 1): Sum(1.0, Decimal(0))}
    assert person_sum(ours, scene.cast.cleo.id, NOVEMBER) == {scene.goal.id: Sum(1.0, Decimal(0))}
    assert person_sum(ours, scene.cast.dan.id, NOVEMBER) == {}


def test_a_click_outside_the_window_counts_nothing(scene: Scene) -> None:
    link = scene.link(scene.cast.cleo)
    assert scene.record("old", [scene.click(link, days_ago=30.1)]).counted is False
    assert scene.record("edge", [scene.click(link, days_ago=29.9)]).counted is True
    assert scene.record("before", [scene.click(link)], occurred_at=scene.now - dt.timedelta(days=2)).counted is False
    assert scene.record("made up", ["A" * 22]).counted is False
    count_dirty(now=scene.now)
    assert sums(scene.cast.nordlys.id, NOVEMBER)[scene.goal.id, 0].conversions == 1
    assert Touch.objects.filter(organisation=scene.cast.nordlys).count() == 1


@pytest.mark.parametrize(
    ("error", "more"),
    [
        (GoalUnknownError, {"goal_key": "nobody"}),
        (EventIdError, {"event_id": "x" * 81}),
        (OccurredAtError, {"days": -31}),
        (OccurredAtError, {"days": 0.1}),
        (WorthError, {"value": Decimal(-1)}),
        (WorthError, {"value": Decimal("NaN")}),
        (CurrencyError, {"value": Decimal(1), "currency": "EUR"}),
    ],
)
def test_what_cannot_be_counted_says_why(scene: Scene, error: type[EventError], more: dict[str, object]) -> None:
    ValueRules.objects.create(organisation=scene.cast.nordlys, currency="NOK")
    days = more.pop("days", 0)
    assert isinstance(days, int | float)
    with pytest.raises(error):
        scene.record("e", [], occurred_at=scene.now + dt.timedelta(days=days), **more)
    assert error.key
    assert not Conversion.objects.filter(organisation=scene.cast.nordlys).exists()


def test_doors_that_anybody_can_knock_at_bring_no_money(scene: Scene) -> None:
    scene.goal.value_from_event = True
    scene.goal.value = Decimal(100)
    scene.goal.save()
    script = Door.objects.create(organisation=scene.cast.nordlys, kind="script", name="Site", code="site")
    click = scene.click(scene.link(scene.cast.cleo))
    scene.record("trusted", [click], value=Decimal("250.50"))
    scene.record("untrusted", [click], value=Decimal(10_000), door_id=script.id)
    count_dirty(now=scene.now)
    assert sums(scene.cast.nordlys.id, NOVEMBER)[scene.goal.id, 0] == Sum(2.0, Decimal("350.5"))


def test_what_is_taken_back_counts_no_more_and_stays_known(scene: Scene) -> None:
    click = scene.click(scene.link(scene.cast.cleo))
    scene.record("e-1", [click])
    count_dirty(now=scene.now)
    where = {"organisation_id": scene.cast.nordlys.id, "door_id": scene.door.id, "now": scene.now}
    assert cancel_conversion(event_id="e-1", **where) is True
    assert cancel_conversion(event_id="e-1", **where) is True
    assert cancel_conversion(event_id="e-2", **where) is False
    assert count_dirty(now=scene.now) == 1
    assert sums(scene.cast.nordlys.id, NOVEMBER) == {}
    assert scene.record("e-1", [click]).state == "same"


def test_there_is_one_door_of_our_own_pages(scene: Scene) -> None:
    made = ensure_landing_door(scene.cast.nordlys.id, scene.now)
    assert ensure_landing_door(scene.cast.nordlys.id, scene.now) == made
    assert ensure_landing_door(scene.cast.other.id, scene.now) != made
