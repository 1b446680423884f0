"""From counts to positions: the ladder, the anchors, several services at once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.maturity.counts import OwnCounts
from stemme.maturity.positions import Seen, positions_of, positions_seen, stretch, together

counts = st.builds(OwnCounts, *(st.one_of(st.none(), st.integers(0, 5_000)) for _ in range(7)))


def test_the_anchors_of_the_network():
    for number, position in ((0, 0.0), (1, 1.0), (2, 2.0)):
        told = OwnCounts(
            connections=(30, 300, 1500)[number],
            new_connections=(3, 40, 200)[number],
            invitations_sent=(0, 20, 120)[number],
        )
        assert positions_of(told) == (pytest.approx(position), None)


def test_what_is_missing_leaves_its_weight_to_the_rest():
    assert positions_of(OwnCounts(connections=300))[0] == pytest.approx(1)
    assert positions_of(OwnCounts()) == (None, None)


def test_activity_is_a_ladder_and_no_volume():
    assert positions_of(OwnCounts(reactions=100_000))[1] == pytest.approx(1.0)
    assert positions_of(OwnCounts(reshares=100_000))[1] == pytest.approx(1.2)
    assert positions_of(OwnCounts(originals=24))[1] == pytest.approx(2.0)
    assert positions_of(OwnCounts(reactions=100_000, originals=1))[1] == pytest.approx(1.0)
    assert positions_of(OwnCounts(comments=50)) == positions_of(OwnCounts(reactions=150))


@settings(max_examples=500, deadline=None)
@given(counts, st.integers(0, 6), st.integers(1, 500))
def test_more_of_anything_never_lowers_a_position(told, which, more):
    name = list(OwnCounts.__dataclass_fields__)[which]
    value = getattr(told, name)
    if value is None:
        return
    raised = OwnCounts(
        **{field: getattr(told, field) for field in OwnCounts.__dataclass_fields__} | {name: value + more}
    )
    for before, after in zip(positions_of(told), positions_of(raised), strict=True):
        assert (before is None) == (after is None)
        if before is not None and after is not None:
            assert 0 <= before <= after <= 2


def test_services_together_are_the_largest_network_and_all_deeds():
    both = together([OwnCounts(connections=400, reactions=10), OwnCounts(connections=90, reactions=5, reshares=2)])
    assert both == OwnCounts(connections=400, reactions=15, reshares=2)


def test_what_was_done_here():
    assert positions_seen(Seen(0, 0, 0, 40)) == (None, None)
    assert positions_seen(Seen(2, 0, 1, 10))[0] is None
    assert positions_seen(Seen(4, 0, 1, 20))[0] == pytest.approx(1)
    few, own = (positions_seen(Seen(6, words, 1, None))[1] for words in (0, 6))
    assert own > few > 0
    assert stretch(0, (2, 40)) == 0
