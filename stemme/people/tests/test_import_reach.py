"""An import of somebody who looks after some teams, or who holds less than those in the file."""

from __future__ import annotations

from stemme.people.comparison import Known, Plan, compare
from stemme.people.import_reach import EVERYBODY, Reach, paths_of
from stemme.people.roster import Entry, Roster, Unreadable

WIND, TURBINE, GRID = ("Wind",), ("Wind", "Turbine"), ("Grid",)
MINE = Reach(frozenset({WIND, TURBINE}))


def known(id: int, team: tuple[str, ...], *, owner: bool = False, active: bool = True) -> Known:
    return Known(id, str(id), f"p{id}@a.example", f"P{id}", "X", team, "", "", "en", active=active, owner=owner)


def row(number: int, team: tuple[str, ...] | None, email: str = "", external_id: str = "") -> Entry:
    return Entry(number, email or f"p{number}@a.example", f"P{number}", "X", external_id or str(number), team)


def planned(entries: list[Entry], people: list[Known], reach: Reach = MINE) -> Plan:
    roster = Roster(tuple(entries), (), (), Unreadable(frozenset(), frozenset(), frozenset()))
    return compare(roster, people, default_language="en", teams=[WIND, TURBINE, GRID], reach=reach)


def kinds(plan: Plan) -> dict[int, str]:
    return {finding.row: finding.kind for finding in plan.conflicts}


def test_those_below_belong_to_a_team_and_those_without_to_nobody() -> None:
    assert MINE.covers(TURBINE)
    assert MINE.covers((*TURBINE, "A new one"))
    assert not MINE.covers(GRID)
    assert not MINE.covers(())
    assert not MINE.covers(None)
    assert EVERYBODY.covers(None)
    assert paths_of(None, {}) is None
    assert paths_of(frozenset({1, 9}), {1: WIND, 2: GRID}) == {WIND}


def test_people_of_other_teams_neither_come_nor_go_nor_change() -> None:
    people = [known(1, WIND), known(2, GRID), known(3, TURBINE), known(4, GRID)]
    plan = planned([row(1, TURBINE), row(2, WIND), row(5, GRID), row(6, WIND), row(7, None)], people)
    assert kinds(plan) == {2: "outside_person", 5: "outside_team", 7: "team_needed"}
    assert [change.person_id for change in plan.changes] == [1]
    assert [entry.row for entry in plan.joiners] == [6]
    assert [person.id for person in plan.leavers] == [3]
    assert plan.active_before == 2


def test_nobody_is_moved_out_of_ones_teams_and_a_file_without_teams_moves_nobody() -> None:
    assert kinds(planned([row(1, GRID)], [known(1, WIND)])) == {1: "outside_team"}
    assert kinds(planned([row(1, ())], [known(1, WIND)])) == {1: "team_needed"}
    unmoved = planned([row(1, None)], [known(1, WIND)])
    assert (kinds(unmoved), unmoved.unchanged) == ({}, 1)


def test_an_address_of_somebody_outside_is_taken() -> None:
    plan = planned([row(8, WIND, email="p2@a.example")], [known(2, GRID)])
    assert kinds(plan) == {8: "address_taken"}


def test_whoever_holds_more_keeps_their_address_and_stays() -> None:
    people = [known(1, WIND), known(2, WIND), known(3, WIND)]
    reach = Reach(None, guarded=frozenset({1, 2}))
    plan = planned([row(1, WIND, email="new@a.example")], people, reach)
    assert kinds(plan) == {1: "guarded_address"}
    assert [person.id for person in plan.kept_owners] == [2]
    assert [person.id for person in plan.leavers] == [3]
    # Everything else about them may change.
    moved = planned([row(1, GRID)], people[:1], reach)
    assert [change.fields["team"] for change in moved.changes] == [(WIND, GRID)]


def test_somebody_who_left_another_team_is_not_brought_back() -> None:
    plan = planned([row(1, WIND)], [known(1, GRID, active=False)])
    assert kinds(plan) == {1: "outside_person"}
