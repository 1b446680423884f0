from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from stemme.recognition.fairness import House, alike, average_of_alike, met, reached, under_roofs

HEADS = st.lists(st.floats(0, 500), min_size=1, max_size=40)


def house(heads, name="x", people=None):
    return House(name, (1,), people or len(heads), len(heads), math.fsum(heads))


@given(HEADS, st.integers(2, 20))
def test_a_team_that_is_only_larger_has_the_same_average(heads, times):
    assert math.isclose(house(heads * times).average, house(heads).average, abs_tol=1e-9)


@given(HEADS, st.floats(0, 500))
def test_another_head_moves_the_average_towards_itself_and_never_beyond(heads, other):
    before, after = house(heads).average, house([*heads, other]).average
    assert min(before, other) - 1e-9 <= after <= max(before, other) + 1e-9


@given(HEADS, st.floats(0, 500))
def test_a_weak_head_costs_at_most_its_share_and_brings_nothing(heads, weak):
    before = house(heads).average
    weak = min(weak, before)
    after = house([*heads, weak]).average
    assert before / (len(heads) + 1) + 1e-9 >= before - after >= -1e-9


def test_nobody_is_divided_by_nothing():
    empty = House("x", (1,), 0, 0, 0)
    assert empty.average == 0 and not reached(empty, 0.1) and not met([], 0.1)
    assert met([house([1, 1]), house([2])], 1) and not met([house([1, 1]), house([0.5])], 1)
    assert reached(House("x", (1,), 15, 15, 9), 0.6) and not reached(House("x", (1,), 15, 15, 8), 0.6)


SIZES = st.lists(st.tuples(st.text("abcæøå", min_size=1, max_size=4), st.integers(0, 30)), max_size=15)


@given(SIZES, st.integers(5, 12))
def test_roofs_lose_nobody_show_no_small_house_and_keep_the_alphabet(sizes, floor):
    houses = [House(name, (n,), people, people, people / 2) for n, (name, people) in enumerate(sizes)]
    shown = under_roofs(houses, floor=floor)
    everybody = sum(people for _, people in sizes)
    assert all(roof.people >= floor for roof in shown)
    assert sum(roof.people for roof in shown) == (everybody if everybody >= floor else 0)
    names = [part for roof in shown for part in roof.name.split(", ")]
    assert names == sorted(names, key=str.casefold)


def test_a_small_house_shares_a_roof_with_the_next_one_and_the_last_with_the_one_before():
    houses = [House(n, (i,), p, p, 1) for i, (n, p) in enumerate([("C", 9), ("A", 9), ("B", 3), ("D", 2)])]
    assert [(h.name, h.people, h.team_ids, h.total) for h in under_roofs(houses, floor=8)] == [
        ("A", 9, (1,), 1), ("B, C, D", 14, (2, 0, 3), 3),
    ]  # fmt: skip


@given(st.lists(st.integers(1, 400), min_size=1, max_size=20))
def test_being_of_similar_size_is_mutual_and_includes_oneself(sizes):
    houses = [House("x", (n,), size, size, size) for n, size in enumerate(sizes)]
    for one in houses:
        assert one in alike(one, houses)
        assert all(one in alike(other, houses) for other in alike(one, houses))


def test_groups_are_compared_among_groups_of_their_size_only():
    houses = [House("x", (n,), size, size, total) for n, (size, total) in enumerate(
        [(10, 20), (12, 12), (18, 28), (100, 900)]
    )]  # fmt: skip
    assert average_of_alike(houses[0], houses) == 60 / 40
    assert average_of_alike(houses[3], houses) is None
