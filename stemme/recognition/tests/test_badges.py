from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.recognition.badges import BADGES, Deeds, ShareDeed, badges_of, personal_best, steps_since

DAY = dt.date(2026, 11, 3)
SHARES = st.lists(
    st.builds(
        ShareDeed,
        day=st.dates(dt.date(2025, 12, 1), dt.date(2026, 11, 22)),
        channel=st.sampled_from(["linkedin", "bluesky", "mail"]),
        own_words=st.booleans(),
        visitors=st.integers(0, 60),
    ),
    max_size=12,
).map(tuple)


def reached(deeds):
    return {badge.key: badge.day for badge in badges_of(deeds) if badge.reached}


def test_each_first_has_its_day():
    deeds = Deeds(
        shares=(
            ShareDeed(DAY, "linkedin", own_words=False),
            ShareDeed(DAY + dt.timedelta(2), "linkedin", own_words=True),
            ShareDeed(DAY + dt.timedelta(5), "bluesky", own_words=False),
        ),
        visitors_on={DAY: 0, DAY + dt.timedelta(1): 3},
        helped_on=(DAY + dt.timedelta(9),),
        from_the_start=True,
    )
    days = [(day - DAY).days for day in reached(deeds).values()]
    assert list(reached(deeds)) == list(BADGES) and days == [0, 2, 1, 5, 9]
    assert steps_since(deeds, DAY) == 5 and steps_since(deeds, DAY + dt.timedelta(3)) == 2


def test_when_the_beginning_is_not_kept_no_day_is_invented():
    deeds = Deeds(shares=(ShareDeed(DAY, "x", own_words=True),), helped_on=(DAY,))
    assert reached(deeds) == {"first_share": None, "own_words": None, "helped": DAY}
    assert steps_since(deeds, dt.date(2020, 1, 1)) == 1


@given(SHARES, st.booleans())
def test_badges_are_predicates_and_repeating_a_share_changes_none(shares, kept):
    deeds = Deeds(shares=shares, from_the_start=kept)
    again = Deeds(shares=shares + shares, from_the_start=kept)
    assert badges_of(deeds) == badges_of(again)
    assert steps_since(again, DAY) <= len(BADGES)


@given(SHARES, SHARES)
def test_more_deeds_never_take_a_badge(some, more):
    before, after = reached(Deeds(shares=some)), reached(Deeds(shares=some + more))
    assert set(before) <= set(after)


@pytest.mark.parametrize(
    ("visitors", "best"), [([], None), ([9, 9], None), ([4, 4, 4], None), ([2, 41, 12, 10], (41, 10.0))]
)
def test_ones_best_is_compared_with_ones_own_usual(visitors, best):
    deeds = Deeds(shares=tuple(ShareDeed(DAY, "x", own_words=False, visitors=n) for n in visitors))
    found = personal_best(deeds)
    assert (found and (found.visitors, found.usual)) == best


@given(SHARES)
def test_weak_shares_never_make_a_best_of_ones_own_worse(shares):
    best = personal_best(Deeds(shares=shares))
    weak = (ShareDeed(DAY, "x", own_words=False, visitors=0),)
    after = personal_best(Deeds(shares=shares + weak))
    if best:
        assert after and after.visitors == best.visitors
