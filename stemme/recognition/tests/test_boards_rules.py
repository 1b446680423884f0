from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stemme.recognition.boards import TOP, Entry, board

FIGURES = st.lists(st.integers(0, 12), min_size=1, max_size=60)
FLOOR = st.integers(5, 12)


def entries_of(figures):
    return [Entry(person, figure) for person, figure in enumerate(figures)]


@given(FIGURES, FLOOR)
def test_nobody_is_listed_below_the_floor(figures, floor):
    shown = board(entries_of(figures), own_id=0, floor=floor)
    assert (shown is None) == (len(figures) < floor)


@given(FIGURES, st.integers(0, 59), FLOOR)
def test_no_place_that_anybody_sees_is_the_last(figures, own, floor):
    shown = board(entries_of(figures), own_id=own, floor=floor)
    if shown is None:
        return
    for line in (*shown.top, *([shown.own] if shown.own else [])):
        assert line.place <= len(figures) // 2
        assert any(figure <= line.figure for person, figure in enumerate(figures) if person != line.person_id)
        not_behind = sum(figure >= line.figure for figure in figures)
        assert not_behind <= len(figures) // 2


@given(FIGURES, FLOOR)
def test_ties_are_alike_and_the_top_is_at_most_ten(figures, floor):
    shown = board(entries_of(figures), own_id=0, floor=floor)
    if shown is None:
        return
    assert len(shown.top) <= TOP
    named = {line.person_id for line in shown.top}
    for line in shown.top:
        same = {person for person, figure in enumerate(figures) if figure == line.figure}
        assert same <= named
        assert line.place == 1 + sum(figure > line.figure for figure in figures)
        assert line.figure > 0


@given(FIGURES, FLOOR, st.integers(0, 59))
def test_a_better_figure_never_costs_a_place(figures, floor, own):
    own %= len(figures)
    before = board(entries_of(figures), own_id=own, floor=floor)
    figures[own] += 1
    after = board(entries_of(figures), own_id=own, floor=floor)
    if before and before.own:
        assert after and after.own and after.own.place <= before.own.place


def test_somebody_who_has_not_joined_sees_the_top_and_no_place():
    shown = board(entries_of([9, 8, 7, 6, 5, 4, 3, 2]), own_id=99, floor=8)
    assert shown and [line.place for line in shown.top] == [1, 2, 3, 4]
    assert shown.own is None and shown.own_figure is None
