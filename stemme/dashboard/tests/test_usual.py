"""What is usual for one person, and how far their shares went."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.dashboard.usual import Brought, best_share, by_channel, last_share

SHARES = st.lists(
    st.builds(
        Brought,
        share_id=st.integers(1, 10**6),
        channel=st.sampled_from(["linkedin", "x"]),
        days=st.integers(0, 400),
        visitors=st.integers(0, 10**4),
    ),
    max_size=30,
)


def shares(*visitors, days=30, channel="linkedin"):
    return [Brought(n, channel, days, number) for n, number in enumerate(visitors)]


def test_the_last_share_is_compared_with_the_middle_of_the_earlier_ones():
    found = last_share(shares(14, 2, 9, 400))
    assert (found.visitors, found.usual, found.settled) == (14, 9, True)


@pytest.mark.parametrize("earlier", [(), (3,), (3, 5)])
def test_two_earlier_shares_are_no_habit(earlier):
    assert last_share(shares(14, *earlier)).usual is None


def test_shares_to_which_people_still_come_are_not_usual_yet():
    young = shares(1, 1, 1, 1, days=2)
    assert last_share(young).usual is None
    assert last_share(young).settled is False


def test_who_never_shared_has_neither_last_nor_best():
    assert last_share([]) is None
    assert best_share([]) is None
    assert best_share(shares(0, 0)) is None


def test_the_first_of_equals_was_the_best():
    assert best_share(shares(5, 3, 5)).share_id == 2  # newest first


def test_a_channel_needs_three_shares():
    found = by_channel([*shares(4, 6, 8), *shares(50, 50, channel="x")])
    assert found == [("linkedin", 3, 6)]


@given(SHARES.filter(len), st.integers(1, 100))
def test_more_people_through_the_last_share_change_nothing_about_the_usual(some, more):
    first = some[0]
    better = [Brought(first.share_id, first.channel, first.days, first.visitors + more), *some[1:]]
    assert last_share(better).usual == last_share(some).usual
