"""What is told of a group tells nothing of the few, neither of those who did nor of those who did not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stemme.scorecards import helping
from stemme.scorecards.helping import FEW, NEARLY_ALL, Idea, alone_among, ideas, told, told_sum


@given(people=st.integers(0, 300), number=st.integers(0, 300), floor=st.integers(5, 20))
def test_a_number_is_told_only_when_both_sides_of_it_are_many(people: int, number: int, floor: int) -> None:
    shown = told(min(number, people), people, floor=floor)
    if isinstance(shown, int):
        assert shown >= floor and people - shown >= floor
    else:
        assert shown in {FEW, NEARLY_ALL}


@given(st.dictionaries(st.integers(1, 9), st.integers(0, 40), min_size=1, max_size=9), st.integers(5, 20))
def test_the_rest_of_a_larger_group_cannot_be_worked_out(sizes: dict[int, int], floor: int) -> None:
    alone = alone_among({team: [size] for team, size in sizes.items()}, floor=floor)
    assert all(sizes[team] >= floor for team in alone)
    rest = sum(size for team, size in sizes.items() if team not in alone)
    assert rest == 0 or not alone or rest >= floor


@given(st.dictionaries(st.integers(1, 50), st.integers(0, 100), max_size=30), st.integers(5, 10))
def test_a_sum_is_never_mostly_one_persons(by_person: dict[int, int], floor: int) -> None:
    shown = told_sum(by_person, contributors=len(by_person), floor=floor)
    if shown is not None:
        assert len(by_person) >= floor
        assert all(2 * number <= shown for number in by_person.values())


def test_ideas_are_about_what_is_missing() -> None:
    every = ideas(
        guidelines=False, expectation=False, languages=["de"], lessons=[("a", 20), ("b", 55)], waiting=True
    )  # fmt: skip
    assert [idea.key for idea in every] == [
        helping.VOLUNTARY, helping.GUIDELINES, helping.EXPECTATION, helping.LANGUAGE, helping.LESSON, helping.COMPANY,
    ]  # fmt: skip
    assert Idea(helping.LESSON, "b", 55) in every
    none = ideas(guidelines=True, expectation=True, languages=[], lessons=[], waiting=False)
    assert none == [Idea(helping.VOLUNTARY)]
