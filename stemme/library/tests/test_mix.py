from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.library.streams import mix
from stemme.library.streams.mix import Mix, beyond, is_over, megaphone, missing, months_until, together
from stemme.library.streams.mix_chart import mix_chart

counts = st.integers(0, 400)
mixes = st.builds(Mix, counts, counts)
targets = st.integers(0, 100)


@given(mixes)
def test_the_two_shares_are_one_whole(told: Mix) -> None:
    if told.stories:
        assert told.own_share is not None and told.outside_share is not None
        assert told.own_share + told.outside_share == pytest.approx(1)
        assert 0 <= told.outside_share <= 1
    else:
        assert told.own_share is None and told.outside_share is None


@given(mixes, targets, counts, counts)
def test_the_index_lies_between_a_conversation_and_below_all(told: Mix, target: int, salesy: int, others: int) -> None:
    index = megaphone(told, target, salesy=salesy, noes=salesy + others)
    assert 0 <= index < 1
    assert 0 <= beyond(told, target) < 1


@given(mixes, targets, counts, counts)
def test_the_index_knows_which_way_is_better(told: Mix, target: int, salesy: int, others: int) -> None:
    noes = salesy + others
    index = megaphone(told, target, salesy=salesy, noes=noes)
    assert megaphone(told + Mix(own=1), target, salesy=salesy, noes=noes) >= index - 1e-12
    assert megaphone(told + Mix(outside=1), target, salesy=salesy, noes=noes) <= index + 1e-12
    assert megaphone(told, target, salesy=salesy + 1, noes=noes + 1) >= index - 1e-12
    assert megaphone(told, target, salesy=salesy, noes=noes + 1) <= index + 1e-12
    if target < 100:
        assert megaphone(told, target + 1, salesy=salesy, noes=noes) >= index - 1e-12, "a higher aim is missed by more"


@given(counts, counts)
def test_who_keeps_the_target_and_hears_no_complaint_is_no_megaphone(own: int, more: int) -> None:
    told = Mix(own, own + more)
    assert megaphone(told, 50) == pytest.approx(0)
    assert beyond(Mix(), 50) == pytest.approx(0), "nothing told is no verdict"


@given(mixes, targets)
def test_what_is_missing_is_enough_and_no_more(told: Mix, target: int) -> None:
    def reached(number: int) -> bool:
        return Fraction(told.outside + number, told.stories + number) * 100 >= target

    number = missing(told, target)
    if not told.stories:
        assert number == 0
    elif target < 100:
        assert reached(number)
        assert number == 0 or not reached(number - 1)


@given(st.lists(mixes, max_size=6))
def test_several_streams_are_the_sum_of_their_stories(several: list[Mix]) -> None:
    whole = together(several)
    assert (whole.own, whole.outside) == (sum(m.own for m in several), sum(m.outside for m in several))


def test_a_worked_example() -> None:
    """docs/algorithms/mix.md, the worked example."""
    told = Mix(own=9, outside=1)
    assert (is_over(told, 33), missing(told, 33)) == (True, 4)
    assert beyond(told, 33) == pytest.approx(0.5361, abs=1e-4)
    assert megaphone(told, 33, salesy=10, noes=24) == pytest.approx(0.6810, abs=1e-4)


def test_few_stories_say_nothing_about_the_target() -> None:
    assert not is_over(Mix(own=mix.FEWEST - 1), 33)
    assert is_over(Mix(own=mix.FEWEST), 33)
    assert not is_over(Mix(own=mix.FEWEST), 0), "a stream may choose to speak of itself"
    assert not is_over(Mix(own=2, outside=1), 33) and not is_over(Mix(own=66, outside=33), 33)


def test_twelve_months_cross_the_year() -> None:
    months = months_until(dt.date(2026, 2, 28))
    assert (months[0], months[-1], len(months)) == (dt.date(2025, 3, 1), dt.date(2026, 2, 1), 12)
    assert months_until(dt.date(2025, 12, 31), 2) == (dt.date(2025, 11, 1), dt.date(2025, 12, 1))


def test_a_month_is_drawn_as_one_whole() -> None:
    chart = mix_chart(["Jan", "Feb"], [Mix(3, 1), Mix()], target=33)
    first, empty = chart.columns
    assert (first.own_height, first.outside_y, first.outside_height) == ("75%", "75%", "25%")
    assert (first.beyond_height, empty.stories, chart.target_y) == ("8%", 0, "67%")
    with pytest.raises(ValueError, match="zip"):
        mix_chart(["Jan"], [], target=33)
