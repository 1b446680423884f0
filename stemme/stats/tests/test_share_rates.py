"""Visitors per share: the interval holds the estimate, the ranking is cautious, and little is concluded from little."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.stats.share_rates import ENOUGH, WORTH, Brought, comparison, findings

visitors = st.lists(st.integers(0, 500), min_size=1, max_size=80)


def brought(each):
    return Brought(len(each), sum(each), sum(n * n for n in each))


@given(visitors, st.floats(1, 100))
def test_the_interval_holds_the_estimate_and_a_wider_spread_makes_it_wider(each, dispersion):
    group = brought(each)
    low, high = group.interval()
    wide_low, wide_high = group.interval(dispersion)
    assert 0 <= wide_low <= low <= group.rate <= high
    assert wide_high >= high or wide_high == pytest.approx(high)


@given(visitors, st.integers(1, 50))
def test_shares_without_visitors_never_raise_a_rate(each, more):
    group = brought(each)
    poorer = brought([*each, *[0] * more])
    assert poorer.rate <= group.rate
    average = 5.0
    if group.rate <= average:
        assert poorer.cautious(average) <= average


@given(visitors, st.floats(0, 100))
def test_the_cautious_rate_lies_between_the_group_and_the_average(each, average):
    group = brought(each)
    low, high = sorted((group.rate, average))
    assert low - 1e-9 <= group.cautious(average) <= high + 1e-9


@given(visitors, visitors)
def test_what_is_left_and_what_was_taken_out_are_the_whole(one, other):
    whole = brought(one + other)
    assert whole.without(brought(one)) == brought(other)


def test_only_a_part_can_be_taken_out():
    with pytest.raises(ValueError, match="only a part"):
        Brought(1, 2, 4).without(Brought(2, 2, 4))


def test_known_limits_of_a_count():
    """Byar's limits against the exact ones of Poisson tables (Garwood): 10 → 4.80 to 18.39, 100 → 81.4 to 121.6."""
    low, high = Brought(1, 10, 100).interval()
    assert (low, high) == (pytest.approx(4.80, abs=0.03), pytest.approx(18.39, abs=0.03))
    low, high = Brought(1, 100, 10_000).interval()
    assert (low, high) == (pytest.approx(81.36, abs=0.1), pytest.approx(121.63, abs=0.1))
    low, high = Brought(20, 0, 0).interval()
    assert (low, high * 20) == (0, pytest.approx(3.69, abs=0.04))


def test_nothing_is_known_about_nothing():
    assert Brought().rate is None
    assert Brought().interval() is None
    assert comparison(Brought(), brought([5] * 40)) is None


def groups_of(rates, size, chance, heavy):
    def each(rate):
        return [int(chance.expovariate(1 / rate)) if heavy else round(rate) for _ in range(size)]

    made = {name: brought(each(rate)) for name, rate in rates.items()}
    return made, Brought(*(sum(getattr(g, f) for g in made.values()) for f in ("shares", "visitors", "squares")))


def test_a_clear_difference_is_told_and_its_size_too():
    groups, whole = groups_of({"a": 20, "b": 10, "c": 10}, 200, random.Random(1), heavy=False)
    found = findings(groups, whole, candidates=frozenset(groups))
    assert [(f.key, f.times) for f in found] == [("a", 2.0), ("b", pytest.approx(2 / 3))]


def test_merged_groups_few_shares_and_small_differences_are_not_spoken_of():
    groups, whole = groups_of({"a": 20, "b": 10}, 200, random.Random(1), heavy=False)
    assert findings(groups, whole, candidates=frozenset()) == []
    few, all_few = groups_of({"a": 200, "b": 10}, ENOUGH - 1, random.Random(1), heavy=False)
    assert findings(few, all_few, candidates=frozenset(few)) == []
    near, all_near = groups_of({"a": 1000 * (WORTH - 0.01), "b": 1000}, 500, random.Random(1), heavy=False)
    assert findings(near, all_near, candidates=frozenset(near)) == []


def test_chance_alone_hardly_ever_writes_a_sentence():
    """Fifty rows of equal, heavy-tailed shares on each of 300 pages: at most one page in twenty says anything."""
    chance = random.Random(20261122)
    loud = 0
    for _page in range(300):
        pages = [groups_of(dict.fromkeys("abcdefgh", 12.0), 40, chance, heavy=True) for _ in range(6)]
        loud += any(findings(groups, whole, candidates=frozenset(groups)) for groups, whole in pages)
    assert loud <= 15


def test_the_interval_of_a_comparison_holds_the_truth():
    """Of two groups that differ twofold, the 99.9 % interval holds the factor two practically always."""
    chance, misses = random.Random(7), 0
    for _try in range(1000):
        groups, whole = groups_of({"a": 20.0, "b": 10.0}, 60, chance, heavy=True)
        low, high = comparison(groups["a"], groups["b"], whole.dispersion)
        misses += not low <= 2.0 <= high
    assert misses <= 8
