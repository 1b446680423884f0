"""How fast stories grow old, and how fast what somebody did is forgotten."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from stemme.feed.ranking import OPENED, SHARED, memory, recency
from stemme.feed.tests.made import NOW, item


@given(st.integers(-5, 60), st.integers(0, 40), st.booleans(), st.booleans())
def test_recency_falls_with_age(days: int, more: int, job: bool, evergreen: bool) -> None:
    young = item(job=job, evergreen=evergreen, starts_at=NOW - dt.timedelta(days=days))
    old = replace(young, starts_at=young.starts_at - dt.timedelta(days=more))
    assert 0 <= recency(old, NOW) <= recency(young, NOW) <= 1


def test_recency_halves_after_a_week_a_month_and_at_the_deadline() -> None:
    week, month = NOW - dt.timedelta(days=7), NOW - dt.timedelta(days=30)
    assert recency(item(starts_at=week), NOW) == 0.5
    assert recency(item(starts_at=month, evergreen=True), NOW) == 0.5
    assert recency(item(starts_at=NOW - dt.timedelta(days=20), job=True, ends_at=NOW), NOW) == 0.5


def test_an_event_halves_on_its_day_and_is_nothing_afterwards() -> None:
    event = item(starts_at=NOW - dt.timedelta(days=10), happens_at=NOW + dt.timedelta(days=10))
    assert recency(event, NOW + dt.timedelta(days=10) - dt.timedelta(seconds=1)) > 0.5
    assert recency(event, NOW + dt.timedelta(days=11)) == 0
    lasting = replace(event, happens_until=NOW + dt.timedelta(days=12))
    assert recency(lasting, NOW + dt.timedelta(days=10)) == 0.5


def test_memory_fades_and_sharing_weighs_three_times_as_much() -> None:
    assert memory([(1, OPENED, 0.0), (1, SHARED, 30.0), (2, OPENED, 60.0)]) == {1: 1.5, 2: 0.25}
