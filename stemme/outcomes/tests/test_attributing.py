"""Parts of a conversion: whole millionths that add up exactly, whatever the journey."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.outcomes.attributing import MODELS, WHOLE, divided, parts
from stemme.outcomes.crediting import (
    ALL,
    CHANNEL,
    DIMENSIONS,
    PERSON,
    STORY,
    VOICES,
    Click,
    Rules,
    Sums,
    counting,
    shares,
)

AT = dt.datetime(2026, 11, 12, 8, 0, tzinfo=dt.UTC)
CLICKS = st.builds(
    Click,
    at=st.integers(0, 90 * 86_400).map(lambda seconds: AT - dt.timedelta(seconds=seconds)),
    link_id=st.integers(1, 50),
    story_id=st.integers(1, 9),
    person_id=st.integers(1, 12),
    channel=st.sampled_from(["linkedin", "mail", "whatsapp", "something new"]),
    teams=st.sampled_from([(), (3, 1), (4, 1)]),
)
JOURNEYS = st.lists(CLICKS, min_size=1, max_size=40)
WORTH = st.decimals(0, 10**9, places=2)


@given(journey=JOURNEYS)
def test_the_parts_of_a_journey_add_up_in_every_model(journey: list[Click]) -> None:
    moments = sorted(click.at for click in journey)
    for model in MODELS:
        found = parts(model, moments)
        assert sum(found) == WHOLE
        assert len(found) == len(moments)
        assert min(found) >= 0


@given(journeys=st.lists(st.tuples(JOURNEYS, WORTH), min_size=1, max_size=6))
def test_sums_of_parts_are_those_of_the_whole(
    journeys: list[tuple[list[Click], Decimal]],
) -> None:
    sums = Sums()
    rules = Rules(window_days=90, value=None, value_from_event=True)
    for journey, worth in journeys:
        clicks = counting(journey, rules=rules, at=AT, places={})
        sums.add(clicks, shares(click.at for click in clicks), worth)
    money = sum(int(worth * WHOLE) for _, worth in journeys)
    for model in MODELS:
        for dimension in (ALL, CHANNEL, STORY, PERSON, VOICES):
            rows = [row for (of, _key, how), row in sums.found.items() if (of, how) == (dimension, model)]
            assert [sum(column) for column in zip(*rows, strict=True)] == [len(journeys) * WHOLE, money]
    assert {dimension for dimension, _key, _model in sums.found} == set(DIMENSIONS)


@given(total=st.integers(0, 10**15), weights=st.lists(st.integers(0, 10**9), min_size=1, max_size=30).filter(any))
def test_what_is_divided_adds_up_and_is_off_by_less_than_one(total: int, weights: list[int]) -> None:
    found = divided(total, weights)
    assert sum(found) == total
    whole = sum(weights)
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(found, weights, strict=True))


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("last", [0, 0, 0, 1_000_000]),
        ("first", [1_000_000, 0, 0, 0]),
        ("linear", [250_000] * 4),
        ("position", [400_000, 100_000, 100_000, 400_000]),
        ("decay", [66_667, 133_333, 266_667, 533_333]),
    ],
)
def test_four_clicks_a_week_apart(model: str, expected: list[int]) -> None:
    weeks = [AT - dt.timedelta(weeks=number) for number in (3, 2, 1, 0)]
    assert parts(model, weeks) == expected


def test_two_clicks_share_by_position_and_three_of_one_moment_are_as_equal_as_they_can_be() -> None:
    assert parts("position", [AT, AT]) == [500_000, 500_000]
    assert parts("linear", [AT] * 3) == [333_334, 333_333, 333_333]
    assert parts("decay", [AT] * 3) == parts("linear", [AT] * 3)


def test_a_goal_takes_clicks_of_its_streams_campaigns_or_stories() -> None:
    everything = Rules(window_days=30, value=None, value_from_event=False)
    assert everything.takes(7, (1, None))
    narrow = Rules(
        window_days=30, value=None, value_from_event=False,
        streams=frozenset({1}), campaigns=frozenset({2}), stories=frozenset({7}),
    )  # fmt: skip
    assert narrow.takes(7, (9, None))
    assert narrow.takes(8, (1, None))
    assert narrow.takes(8, (9, 2))
    assert not narrow.takes(8, (9, None))
