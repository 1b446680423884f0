"""Rows added and taken from each other: what leaves few people is found, also by halves, and nothing else is."""

from hypothesis import given
from hypothesis import strategies as st

from stemme.stats.combinations import different, in_row, seen_by, telling, times_in

MANY = set(range(20))


def cell(*rows: int) -> int:
    return sum(in_row(row) for row in rows)


def test_a_row_less_what_lies_in_it():
    cells = {cell(0, 2): MANY, cell(0, 3): {1, 2}, cell(1, 3): MANY}
    assert telling(cells, range(4), floor=5) >= {0, 2}, "the first less the third is about two"
    assert telling(cells, range(2), floor=5) == set()
    assert telling(cells, range(4), floor=2) == set(), "two are enough"


def test_what_remains_on_both_sides_tells_nothing_unless_both_are_few():
    both = {cell(0, 2): MANY, cell(0, 3): {1, 2}, cell(1, 2): {3, 4}, cell(1, 3): MANY}
    assert telling(both, range(4), floor=4) == set()
    assert telling(both, range(4), floor=5) != set(), "a difference of two and two"


def test_three_tables_of_which_every_thing_is_in_one_or_all_of_three_rows():
    """The three added, less everything, is twice what is in all."""
    odd = {cell(0, 2, 4): {1}, cell(0, 3, 5): MANY, cell(1, 2, 5): MANY, cell(1, 3, 4): MANY}
    assert telling(odd, range(6), floor=5)
    for pair in ((0, 1, 2, 3), (0, 1, 4, 5), (2, 3, 4, 5)):
        assert not telling(seen_by(odd, pair), pair, floor=5)


def test_rows_that_count_twice():
    """All topics together less everything is what has two."""
    topics = {in_row(0, 2) + in_row(1): {1, 2}, in_row(0) + in_row(1): MANY}
    assert telling(topics, (0, 1), floor=5)
    assert times_in(in_row(3, 2) + in_row(1), 3) == 2


def test_those_without_a_name_may_be_the_same():
    assert different({1, 2, (7, -1), (7, -2), (7, -3), (8, -1)}) == 3
    assert different(set()) == 0


@given(st.dictionaries(st.tuples(st.integers(0, 3), st.integers(4, 7)), st.sets(st.integers(1, 30), min_size=6)))
def test_cells_of_enough_people_tell_of_nobody_less(cells):
    assert telling({cell(*rows): who for rows, who in cells.items()}, range(8), floor=6) == set()
