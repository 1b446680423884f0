"""Dots, movement, the finding about experts, the drawing and the table: all of it pure."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stemme.atlas import csv_table, drawing
from stemme.atlas.figures import Placed, figures
from stemme.atlas.jitter import Cloud, dots, people_per_dot
from stemme.atlas.moving import Way, movement
from stemme.atlas.panes import exact
from stemme.atlas.seldom import seldom
from stemme.maturity.types import TYPES

CLOUDS = [Cloud((pane,), 20 + pane, 0.3, 0.7) for pane in range(9)]


def test_as_many_dots_as_people_and_each_in_a_pane_of_its_part() -> None:
    clouds = [Cloud((0, 1), 30), Cloud(tuple(range(2, 9)), 12, 0.3, 0.7)]
    drawn = dots(clouds, seed="a day")
    assert len(drawn) == 42
    inside = [dot for dot in drawn if dot.y < 1 and dot.x < 2]
    assert len(inside) == 30
    assert all(0 < dot.x < 3 and 0 < dot.y < 3 for dot in drawn)


def test_no_dot_can_be_followed_to_another_day_or_group() -> None:
    pictures = [{(dot.x, dot.y) for dot in dots(CLOUDS, seed=seed)} for seed in ("a day", "another day", "a group")]
    assert not pictures[0] & pictures[1] and not pictures[0] & pictures[2]
    assert dots(CLOUDS, seed="a day") == dots(CLOUDS, seed="a day")


def test_a_dot_follows_from_numbers_only() -> None:
    """Two organisations with the same numbers and quite different people have the same picture for the same seed."""
    one = [Placed(n, n % 9, TYPES[n % 9].network + 0.1, TYPES[n % 9].activity + 0.1) for n in range(180)]
    other = [
        Placed(9_000 + n, n % 9, TYPES[n % 9].network + 0.1 + (n // 9 % 2 * 0.04 - 0.02),
               TYPES[n % 9].activity + 0.1 + (n // 9 % 2 * 0.04 - 0.02))
        for n in range(180)
    ]  # fmt: skip
    first, second = (figures(people, floor=8, whole=True) for people in (one, other))
    assert first is not None and second is not None
    assert dots(first.clouds, seed="s") == dots(second.clouds, seed="s")


@given(st.integers(8, 25_000))
def test_never_more_dots_than_a_browser_likes(people: int) -> None:
    drawn = dots([Cloud(tuple(range(9)), people)], seed="s")
    assert len(drawn) == max(1, round(people / people_per_dot(people)))
    assert len(drawn) <= 1_500


def test_the_order_of_the_dots_tells_no_pane() -> None:
    drawn = dots(CLOUDS, seed="a day")
    panes = [(int(dot.x), int(dot.y)) for dot in drawn]
    assert panes != sorted(panes)
    assert sum(a != b for a, b in zip(panes, panes[1:], strict=False)) > len(panes) / 2


def ways(number: int, *, right: float = 0.0, up: float = 0.0, at: float = 0.5) -> list[Way]:
    return [Way(lot, at, at, at + up, at + right) for lot in range(number)]


def test_small_changes_are_no_movement() -> None:
    found = movement(ways(30, right=0.2, up=-0.2) + ways(20, right=0.5), floor=8, count=exact)
    assert found is not None
    assert (found.moved, found.whole.more_active, found.whole.wider, found.whole.calmer) == (20, 20, None, None)
    assert found.mostly_small


def test_few_who_moved_are_not_told_nor_are_the_few_who_did_not() -> None:
    few = movement(ways(30) + ways(7, right=0.5), floor=8, count=exact)
    nearly_all = movement(ways(7) + ways(30, right=0.5), floor=8, count=exact)
    assert few is not None and few.moved is None and few.whole.more_active is None
    assert nearly_all is not None and nearly_all.moved is None
    assert movement(ways(7, right=0.5), floor=8, count=exact) is None


def test_one_can_move_in_two_directions_and_back() -> None:
    found = movement(ways(10) + ways(10, right=0.5, up=1.2) + ways(10, right=-0.5, at=1.5), floor=8, count=exact)
    assert found is not None
    assert (found.moved, found.whole.more_active, found.whole.wider, found.whole.calmer) == (20, 10, 10, 10)
    assert [part.people for part in found.parts] == [20, 10]


def test_experts_are_spoken_of_only_when_the_figures_say_so() -> None:
    experts = set(range(20))
    shares = dict.fromkeys(range(60), 2)
    visitors = {person: 12 if person in experts else 2 for person in range(60)}
    found = seldom(experts, shares=shares, visitors=visitors, lately=set(range(11, 60)), floor=8)
    assert found is not None
    assert (found.experts, found.silent, round(found.times, 2)) == (20, 11, 2.25)
    usual = dict.fromkeys(range(60), 4)
    assert seldom(experts, shares=shares, visitors=usual, lately=set(range(11, 60)), floor=8) is None
    assert seldom(experts, shares=shares, visitors=visitors, lately=set(range(7, 60)), floor=8) is None
    assert seldom(set(range(7)), shares=shares, visitors=visitors, lately=(), floor=8) is None
    assert (
        seldom(experts, shares=dict.fromkeys(range(25), 2), visitors=visitors, lately=set(range(11)), floor=8) is None
    )


def test_panes_and_table_tell_the_same_as_the_parts() -> None:
    clouds = (Cloud((8, 5), 12), Cloud((0,), 90, 0.4, 0.4), Cloud((1, 2, 3, 4, 6, 7), 30))
    panes = drawing.panes(clouds)
    assert [pane.key for pane in panes][:3] == ["connector", "collaborator", "influencer"]
    assert sum(pane.people or 0 for pane in panes) == 132
    assert [pane.with_key for pane in panes if pane.key == "expert"] == ["influencer"]
    assert max(pane.step for pane in panes) == drawing.STEPS - 1
    assert len(drawing.bridges(clouds)) == 1 + 6
    people = [Placed(n, n % 9, 1.0, 1.0, (0.2, 0.2)) for n in range(270)]
    found = figures(people, floor=8, whole=True)
    assert found is not None
    rows = list(csv_table.table(found, lambda part: "+".join(map(str, part))))
    assert all(len(row) == len(csv_table.HEADER) for row in rows)
    assert [row[2] for row in rows if row[0].startswith("now:")] == ["30"] * 9


def test_arrows_stay_within_the_map() -> None:
    found = movement(ways(10) + ways(10, right=0.5, up=0.5), floor=8, count=exact)
    assert found is not None
    whole = drawing.arrows([found.whole])
    assert [(arrow.kind, arrow.width) for arrow in whole] == [("more", 3), ("wider", 3)]
