"""The interval and the lot's word hold as often as they say, by simulation; planned sizes find what they promise."""

import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stemme.uplift.effect import CAUSED, EARLY, UNSURE, Effect, Group, chance_of, effect, group_of, student_975
from stemme.uplift.sizes import people_for_means, people_for_shares, smallest_difference
from stemme.uplift.wording import sentence

RUNS = 1_500


def coverage(draw, *, lift, invited, held, seed):
    """Of so many lotteries, in how many the interval holds the truth."""
    chance = random.Random(seed)
    hits = 0
    for _ in range(RUNS):
        found = effect(
            group_of(draw(chance, lift) for _ in range(invited)),
            group_of(draw(chance, 0) for _ in range(held)),
            chance=0,
            floor=8,
        )
        hits += found.low <= lift <= found.high
    return hits / RUNS


def even(chance, lift):
    return chance.gauss(5 + lift, 2)


def heavy(chance, lift):
    """Three in four bring nobody; the others have a long tail. Mean 4 without inviting, 4 + lift with it."""
    return chance.lognormvariate(0, 1) * (4 + lift) / 0.25 / 1.6487 if chance.random() < 0.25 else 0.0


def test_the_interval_holds_in_95_of_100_lotteries():
    assert 0.935 < coverage(even, lift=1, invited=180, held=20, seed=1) < 0.965
    assert 0.935 < coverage(even, lift=0, invited=90, held=10, seed=2) < 0.968


def test_with_heavy_tails_it_holds_a_little_less_often_and_the_page_says_so():
    found = coverage(heavy, lift=0, invited=450, held=50, seed=3)
    assert 0.88 < found < 0.95


def test_the_lot_s_own_word_keeps_lotteries_without_an_effect_from_seeming_to_have_one():
    chance, by_interval, caused, runs = random.Random(4), 0, 0, 400
    for run in range(runs):
        invited, held = ([heavy(chance, 0) for _ in range(number)] for number in (180, 20))
        groups = group_of(invited), group_of(held)
        by_interval += effect(*groups, chance=0, floor=8).verdict == CAUSED
        found = chance_of(invited, held, seed=run, times=200)
        caused += effect(*groups, chance=found, floor=8).verdict == CAUSED
    assert by_interval / runs > 0.08 and caused / runs < 0.07


def test_the_share_of_lots_that_give_as_much():
    assert chance_of([0] * 30, [1] * 10, seed=1, times=999) == 1 / 1000
    assert chance_of([1, 2, 3] * 10, [1, 2, 3] * 3, seed=1, times=99) == 1
    # One of ten brought something: whoever is held back alone is that one in a tenth of the lots.
    assert chance_of([0] * 9, [1], seed=1, times=20_000) == pytest.approx(0.1, abs=0.01)
    with pytest.raises(ValueError, match="two groups"):
        chance_of([1], [], seed=1)


def test_a_planned_size_finds_four_of_five():
    people = people_for_means(difference=1.5, deviation=2, held=0.2)
    chance, found = random.Random(5), 0
    for _ in range(RUNS):
        held = group_of(chance.gauss(5, 2) for _ in range(round(people * 0.2)))
        invited = group_of(chance.gauss(6.5, 2) for _ in range(round(people * 0.8)))
        found += effect(invited, held, chance=0, floor=2).verdict == CAUSED
    assert 0.76 < found / RUNS < 0.84


def test_a_planned_size_for_shares_finds_four_of_five():
    people = people_for_shares(base=0.1, lifted=0.3, held=0.5)
    chance, found = random.Random(6), 0
    for _ in range(RUNS):
        held = group_of(chance.random() < 0.1 for _ in range(people // 2))
        invited = group_of(chance.random() < 0.3 for _ in range(people // 2))
        found += effect(invited, held, chance=0, floor=2).verdict == CAUSED
    assert 0.75 < found / RUNS < 0.86


@given(some.floats(0.1, 50), some.floats(0.1, 50), some.floats(0.05, 0.5))
def test_smallest_difference_and_people_are_each_other_s_way_back(difference, deviation, held):
    people = people_for_means(difference=difference, deviation=deviation, held=held)
    assert smallest_difference(people=people, deviation=deviation, held=held) <= difference * 1.000001


@given(
    some.lists(some.integers(0, 50), min_size=8, max_size=30), some.lists(some.integers(0, 50), min_size=8, max_size=30)
)
def test_sums_say_as_much_as_the_numbers(one, other):
    invited, held = group_of(one), group_of(other)
    assert invited.mean == pytest.approx(statistics.mean(one))
    assert invited.variance == pytest.approx(statistics.variance(one), abs=1e-6)
    found, turned = effect(invited, held, chance=0, floor=8), effect(held, invited, chance=0, floor=8)
    assert found.verdict == turned.verdict
    assert (found.low, found.high) == pytest.approx((-turned.high, -turned.low))
    assert (found.verdict == CAUSED) == (found.low > 0 or found.high < 0)


@pytest.mark.parametrize(
    ("invited", "held"),
    [
        (group_of([5] * 7), group_of([1] * 8)),  # fewer than the floor
        (group_of([1, 0, 0, 0, 0, 0, 0, 0]), group_of([2, 0, 0, 0, 0, 0, 0, 6])),  # fewer than ten cases
        (group_of([5] * 8), group_of([5] * 8)),  # nobody differs from anybody
        (Group(0, 0, 0), group_of([20] * 8)),
    ],
)
def test_too_early_to_tell_shows_no_number(invited, held):
    found = effect(invited, held, chance=0, floor=8)
    assert found.verdict == EARLY and (found.difference, found.low, found.high, found.invited) == (0, 0, 0, 0)


def test_known_values():
    # A published example: means 20.8 and 23.0, t = -2.46 with 25.0 degrees of freedom, so 2.167 ± 2.06 · 0.883.
    a = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]
    b = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4]
    found = effect(group_of(a), group_of(b), chance=0, floor=8)
    assert found.verdict == CAUSED
    assert (round(found.difference, 3), round(found.low, 2), round(found.high, 2)) == (-2.167, -3.98, -0.35)
    assert effect(group_of(a), group_of([x + 1 for x in a]), chance=0, floor=8).verdict == UNSURE
    assert student_975(12.7062) == pytest.approx(2.1655, abs=0.002)
    with pytest.raises(ValueError, match="degrees"):
        student_975(2)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (Effect(CAUSED, 2.0, 0.5, 3.5, 1000, 100), "Inviting caused about 2,000 more (500 to 3,500)."),
        (Effect(CAUSED, -2.0, -3.5, -0.5, 100, 10), "Inviting caused about 200 fewer (−350 to −50)."),
        (Effect(UNSURE, 0.5, -12.5, 13.5, 100, 10), "anything from −1,250 to 1,350 fits"),
        (Effect(UNSURE, 0.5, 0.1, 0.9, 100, 10), "another lot would often give as much"),
        (Effect(EARLY), "Too early to tell"),
    ],
)
def test_only_what_was_caused_is_called_so(found, said):
    told = sentence(found)
    assert said in told and ("caused" in told) == (found.verdict == CAUSED)
