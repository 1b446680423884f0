"""The numbers that are handed in: what is taken, what is refused, what reaches the table."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.http import QueryDict

from stemme.archives.forms import NumbersForm
from stemme.archives.networks import BY_KEY, KINDS, NETWORKS
from stemme.archives.wording import by_hand, label_of, meaning_of, steps_for
from stemme.maturity.counts import OwnCounts

TODAY = dt.date(2026, 11, 12)


def form(**values: object) -> NumbersForm:
    data = QueryDict(mutable=True)
    data.update({key: str(value) for key, value in {"until": TODAY, **values}.items()})
    return NumbersForm(data, network=BY_KEY["linkedin"], today=TODAY)


def test_what_is_left_empty_is_left_out() -> None:
    filled = form(connections=300, reactions=0, originals="")
    assert filled.is_valid()
    assert filled.counts() == OwnCounts(connections=300, reactions=0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "__all__"),
        ({"connections": -1}, "connections"),
        ({"connections": "many"}, "connections"),
        ({"reactions": 1_000_001}, "reactions"),
        ({"connections": 10, "new_connections": 11}, "new_connections"),
        ({"reactions": 1, "until": "2026-11-14"}, "until"),
        ({"reactions": 1, "until": "2024-11-11"}, "until"),
        ({"reactions": 1, "until": ""}, "until"),
    ],
)
def test_what_cannot_be_is_refused(values: dict[str, Any], field: str) -> None:
    assert field in form(**values).errors


def test_a_device_that_is_a_day_ahead_means_today() -> None:
    ahead = form(reactions=1, until=TODAY + dt.timedelta(days=1))
    assert ahead.is_valid()
    assert ahead.cleaned_data["until"] == TODAY


def test_every_network_says_how_and_what() -> None:
    for network in NETWORKS:
        assert set(network.knows) <= set(KINDS)
        assert len(steps_for(network)) >= 2
        assert by_hand(network)
        assert all(label_of(kind) and meaning_of(kind, network) for kind in KINDS)
