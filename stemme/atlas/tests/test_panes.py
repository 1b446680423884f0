"""What may be told of groups, as properties: nothing is about few, and subtracting gains nothing."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.atlas.figures import Placed, figures, read
from stemme.atlas.panes import NOISE, blurred, exact, lot_of, merged, neighbours, shown_below, told_parts, told_some
from stemme.maturity.types import KEYS, TYPES

FLOORS = st.integers(5, 12)
NUMBERS = st.lists(st.one_of(st.integers(0, 12), st.integers(0, 300)), min_size=9, max_size=9)


def people_of(numbers: list[int], secret: bytes = b"key") -> list[tuple[int, int]]:
    """(pane, lot) for so many people in each pane."""
    ids = iter(range(1, sum(numbers) + 1))
    return [(pane, lot_of(secret, next(ids))) for pane, number in enumerate(numbers) for _ in range(number)]


@given(NUMBERS, FLOORS)
def test_every_part_has_the_floor_and_each_pane_is_in_one_part(numbers: list[int], floor: int) -> None:
    parts = merged(numbers, floor=floor)
    assert sorted(pane for part in parts for pane in part) == list(range(9))
    if len(parts) > 1:
        assert all(sum(numbers[pane] for pane in part) >= floor for part in parts)


@given(NUMBERS, FLOORS)
def test_a_part_is_one_piece(numbers: list[int], floor: int) -> None:
    for part in merged(numbers, floor=floor):
        reached, edge = {part[0]}, [part[0]]
        while edge:
            for near in neighbours(edge.pop()):
                if near in part and near not in reached:
                    reached.add(near)
                    edge.append(near)
        assert reached == set(part)


@given(NUMBERS, FLOORS)
def test_large_panes_stay_as_they_are_when_all_are_large(numbers: list[int], floor: int) -> None:
    large = [number + floor for number in numbers]
    assert merged(large, floor=floor) == [(pane,) for pane in range(9)]


@given(NUMBERS, FLOORS)
def test_no_part_of_a_shown_group_is_small_and_the_whole_adds_up(numbers: list[int], floor: int) -> None:
    people = people_of(numbers)
    parts = told_parts(people, floor=floor, count=exact)
    if parts:
        assert len(parts) > 1
        assert sum(part.people for part in parts) == sum(numbers)
    softly = told_parts(people, floor=floor, count=lambda lots: blurred(lots, floor=floor))
    assert [part.panes for part in softly] == [part.panes for part in parts]
    assert all(part.people >= floor for part in parts + softly)
    assert all(abs(a.people - b.people) <= max(NOISE) for a, b in zip(parts, softly, strict=True))


@given(st.integers(0, 8), st.integers(5, 200), FLOORS)
def test_a_group_that_is_all_alike_is_not_told(pane: int, number: int, floor: int) -> None:
    numbers = [number if place == pane else 0 for place in range(9)]
    assert told_parts(people_of(numbers), floor=floor, count=exact) == []


@given(st.lists(st.integers(1, 10**6), min_size=8, max_size=60, unique=True), st.randoms(use_true_random=False))
def test_the_same_people_give_the_same_number_whichever_way(people: list[int], draw) -> None:  # type: ignore[no-untyped-def]
    lots = [lot_of(b"key", person) for person in people]
    first = blurred(lots, floor=8)
    draw.shuffle(lots)
    assert blurred(lots, floor=8) == first


def test_one_person_more_shows_no_more_than_a_guess() -> None:
    """Filter A minus filter B, where A is B and one more: with the person in the pane or not, what is seen is alike."""
    seen: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
    runs = 4_000
    for run in range(runs):
        lots = [lot_of(f"key {run}".encode(), person) for person in range(40)]
        without = blurred(lots[:-1], floor=8)
        seen[True][blurred(lots, floor=8) - without] += 1
        # Not in the pane: another set of panes of the wider group, another person there.
        other = [*lots[1:-1], lot_of(f"key {run}".encode(), 99)]
        seen[False][blurred(other, floor=8) - without] += 1
    differences = seen[True].keys() | seen[False].keys()
    apart = sum(abs(seen[True][d] - seen[False][d]) for d in differences) / (2 * runs)
    # Without the blur it would be 1: the difference would say it for certain.
    assert apart < 0.3


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 60), max_size=12), FLOORS, st.data())
def test_what_is_left_over_is_nobody_or_enough(groups: dict[str, int], floor: int, data: st.DataObject) -> None:
    outside = data.draw(st.integers(0, 30))
    whole = sum(groups.values()) + outside
    shown = shown_below(whole, groups, floor=floor)
    assert all(groups[key] >= floor for key in shown)
    rest = whole - sum(groups[key] for key in shown)
    if shown:
        assert rest == 0 or rest >= floor


@given(st.integers(0, 80), st.integers(0, 80), FLOORS)
def test_some_of_a_group_are_told_only_if_they_and_the_others_are_enough(some: int, rest: int, floor: int) -> None:
    told = told_some(list(range(some)), some + rest, floor=floor, count=exact)
    assert told == (some if some >= floor and rest >= floor else None)


PLACED = st.builds(
    Placed,
    lot=st.integers(0, 2**64 - 1),
    pane=st.integers(0, 8),
    network=st.floats(0, 2),
    activity=st.floats(0, 2),
    earlier=st.one_of(st.none(), st.tuples(st.floats(0, 2), st.floats(0, 2))),
)


@settings(max_examples=60)
@given(st.lists(PLACED, max_size=120), st.booleans())
def test_figures_are_written_and_read_and_tell_of_nobody_alone(people: list[Placed], whole: bool) -> None:
    found = figures(people, floor=8, whole=whole)
    if found is None:
        return
    assert read(found.written()) == found
    assert all(cloud.people >= 8 for cloud in found.clouds)
    if found.moves:
        numbers = [
            number
            for moves in (*found.moves.parts, found.moves.whole)
            for number in (moves.people, moves.more_active, moves.wider, moves.calmer)
        ]
        assert all(number is None or number >= 8 for number in (*numbers, found.moves.moved))


def test_the_order_of_people_changes_nothing() -> None:
    people = [Placed(lot_of(b"k", n), n % 9, n % 3 * 0.9, n % 5 * 0.4, (0.1, 0.2)) for n in range(200)]
    assert figures(people, floor=8, whole=False) == figures(people[::-1], floor=8, whole=False)


def test_merged_panes_say_nothing_about_where_in_them() -> None:
    people = [Placed(n, KEYS.index("inactive"), 0.1, 0.4) for n in range(9)]
    people += [Placed(100 + n, KEYS.index("influencer"), 2.0, 1.9) for n in range(9)]
    found = figures(people, floor=8, whole=True)
    assert found is not None
    assert {(cloud.x, cloud.y) for cloud in found.clouds if len(cloud.panes) > 1} == {(0.5, 0.5)}
    assert len(TYPES) == sum(len(cloud.panes) for cloud in found.clouds)
