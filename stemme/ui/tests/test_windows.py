"""Windows: exactly as many are lit as people took part, and nobody can tell whose they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.ui import windows
from stemme.ui.views import DIVISIONS


@st.composite
def houses(draw: st.DrawFn, largest: int = 140) -> windows.House:
    total = draw(st.integers(0, largest))
    return windows.House(draw(st.text("abc ", max_size=30)), total, draw(st.integers(0, total)))


def strokes(path: str) -> list[str]:
    return [part for part in path.split("M") if part]


@given(st.lists(houses(), max_size=10), st.integers())
def test_every_window_is_a_colleague(street: list[windows.House], seed: int) -> None:
    quay = windows.quay(street, seed=seed)
    assert quay.stands_for == 1
    assert len(strokes(quay.lit)) == quay.lit_count == sum(house.lit for house in street)
    assert len(strokes(quay.dark)) == quay.dark_count == sum(house.total - house.lit for house in street)
    assert len(quay.houses) == sum(house.total > 0 for house in street)
    assert not set(strokes(quay.lit)) & set(strokes(quay.dark))


@given(st.lists(houses(2_000), min_size=1, max_size=30))
def test_at_most_ten_houses_and_nobody_is_lost(street: list[windows.House]) -> None:
    quay = windows.quay(street, seed=1, others="Others")
    drawn = [house.house for house in quay.houses]
    assert len(drawn) <= 10
    assert sum(house.total for house in drawn) == sum(house.total for house in street)
    assert sum(house.lit for house in drawn) == sum(house.lit for house in street)
    panes = quay.lit_count + quay.dark_count
    assert panes <= 1_500 + 10 or quay.stands_for == 100
    assert all(0 < house.centre < 100 for house in quay.houses)


def test_the_company_of_the_mockups() -> None:
    quay = windows.quay(DIVISIONS, seed="2026-11-12/1")
    assert (quay.lit_count, quay.lit_count + quay.dark_count) == (457, 860)
    assert [house.bright for house in quay.houses] == [True, True, True, False, True, False, False]
    assert quay.houses[-1].lines == ("People and", "finance")


def test_from_1500_people_on_a_window_stands_for_ten_and_from_10000_for_a_hundred() -> None:
    assert [windows.people_per_pane(n) for n in (0, 1_499, 1_500, 9_999, 10_000, 25_000)] == [1, 1, 10, 10, 100, 100]
    quay = windows.quay([windows.House("A", 1_000, 504), windows.House("B", 500, 250)], seed=1)
    assert (quay.stands_for, quay.lit_count, quay.dark_count) == (10, 75, 75)


@given(st.integers(0, 300), st.data())
def test_lit_places_are_shuffled_by_the_seed_alone(total: int, data: st.DataObject) -> None:
    lit = data.draw(st.integers(0, total))
    places = windows.lit_places(total, lit, "2026-11-12")
    assert len(places) == lit
    assert places <= set(range(total))
    assert places == windows.lit_places(total, lit, "2026-11-12")


def test_another_day_lights_other_windows() -> None:
    days = {windows.lit_places(40, 20, f"2026-11-{day:02}") for day in range(1, 29)}
    assert len(days) == 28


def test_more_lit_than_there_are_is_refused() -> None:
    with pytest.raises(ValueError):
        windows.lit_places(3, 4, 0)
    with pytest.raises(ValueError):
        windows.panes(4, 3, seed=0)


@given(st.integers(0, 1_000), st.data())
def test_panes_count(total: int, data: st.DataObject) -> None:
    lit = data.draw(st.integers(0, total))
    drawn = windows.panes(lit, total, seed=7)
    assert (len(strokes(drawn.lit)), len(strokes(drawn.dark))) == (lit, total - lit)


def test_many_in_one_line_stand_for_ten() -> None:
    drawn = windows.panes(820, 1_640, seed=7)
    assert (drawn.stands_for, len(strokes(drawn.lit)), len(strokes(drawn.dark))) == (10, 82, 82)
