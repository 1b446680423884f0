from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.people.comparison import Known, Plan, compare
from stemme.people.roster import Entry, Roster, Unreadable, name_key
from stemme.people.tests.files import NOVEMBER, OCTOBER, expected, known_after, roster_of

#: A letter lost in windows-1252 is back, capitals have become a name, one title has grown.
SMALL_CHANGES = {"100055", "100081", "100279", "100484", "900007"}
NOTHING = Unreadable(frozenset(), frozenset(), frozenset())


def roster(*entries: Entry, unreadable: Unreadable = NOTHING) -> Roster:
    return Roster(entries=entries, problems=(), remarks=(), unreadable=unreadable)


def entry(number: str, email: str, row: int = 2, **more: object) -> Entry:
    return Entry(row=row, email=email, given_name=f"G{number}", family_name="F", external_id=number, **more)  # type: ignore[arg-type]


def known(id: int, number: str, email: str, **more: object) -> Known:
    fields: dict[str, object] = {
        "id": id, "external_id": number, "email": email, "given_name": f"G{number}", "family_name": "F", "team": (),
        "title": "", "place": "", "language": "nb",
    }  # fmt: skip
    return Known(**{**fields, **more})  # type: ignore[arg-type]


def plan_of(made: Roster, people: list[Known]) -> Plan:
    return compare(made, people, default_language="nb")


@pytest.fixture(scope="module")
def november() -> tuple[Plan, dict[int, Known]]:
    before = known_after(roster_of(OCTOBER))
    return plan_of(roster_of(NOVEMBER), before), {person.id: person for person in before}


def test_joiners_and_leavers_of_the_second_file(november: tuple[Plan, dict[int, Known]]) -> None:
    plan, _ = november
    truth = expected()["changes"]
    assert {person.email for person in plan.joiners} == set(truth["joiners"])
    assert {person.email for person in plan.leavers} == set(truth["leavers"])
    assert not plan.too_many_leavers
    assert plan.conflicts == ()
    assert plan.returning == ()


def test_a_newcomer_with_a_leavers_address_is_a_newcomer(november: tuple[Plan, dict[int, Known]]) -> None:
    plan, _ = november
    address = "kjetil.skjaerholt@fjordlys.example"
    leaver = next(person for person in plan.leavers if person.email == address)
    joiner = next(person for person in plan.joiners if person.email == address)
    assert leaver.external_id != joiner.external_id


def test_movers_of_the_second_file(november: tuple[Plan, dict[int, Known]]) -> None:
    plan, before = november
    moved = {
        (before[change.person_id].email, *(team[0] for team in change.fields["team"]))  # type: ignore[index]
        for change in plan.movers
    }
    assert moved == {tuple(row) for row in expected()["changes"]["movers"]}


def test_new_addresses_of_the_second_file(november: tuple[Plan, dict[int, Known]]) -> None:
    plan, before = november
    truth = expected()["changes"]
    readdressed = {
        (before[change.person_id].external_id, *change.fields["email"])
        for change in plan.changes
        if "email" in change.fields
    }
    married = truth["married_name_and_address"][0]
    assert readdressed == {tuple(row) for row in truth["changed_address"]} | {tuple(married[:3])}
    wedding = next(c for c in plan.changes if before[c.person_id].external_id == married[0])
    assert wedding.fields["family_name"] == (married[3], married[4])


def test_nothing_else_changes_in_the_second_file(november: tuple[Plan, dict[int, Known]]) -> None:
    plan, before = november
    others = [c for c in plan.changes if not c.fields.keys() & {"email", "team"}]
    assert {before[change.person_id].external_id for change in others} == SMALL_CHANGES
    assert len(plan.joiners) + len(plan.changes) + plan.unchanged == len(roster_of(NOVEMBER).entries)
    # JØRGEN is still Jørgen.
    assert not any(str(after).isupper() for change in plan.changes for _, after in change.fields.values())


def test_the_same_file_again_changes_nothing() -> None:
    october = roster_of(OCTOBER)
    plan = plan_of(october, known_after(october))
    assert plan.empty
    assert plan.unchanged == 307


def test_without_numbers_the_address_tells() -> None:
    plan = plan_of(roster(entry("", "a@x.no", title="Chief")), [known(1, "", "a@x.no"), known(2, "", "b@x.no")])
    assert [(change.person_id, change.fields["title"]) for change in plan.changes] == [(1, ("", "Chief"))]
    assert [person.id for person in plan.leavers] == [2]


def test_a_number_is_learnt_by_the_address() -> None:
    plan = plan_of(roster(entry("7", "a@x.no")), [known(1, "", "a@x.no", given_name="G7")])
    assert plan.changes[0].fields == {"external_id": ("", "7")}


def test_two_people_exchange_their_addresses() -> None:
    people = [known(1, "1", "a@x.no"), known(2, "2", "b@x.no")]
    plan = plan_of(roster(entry("1", "b@x.no"), entry("2", "a@x.no", row=3)), people)
    assert [change.fields["email"] for change in plan.changes] == [("a@x.no", "b@x.no"), ("b@x.no", "a@x.no")]
    assert not plan.joiners
    assert not plan.leavers


def test_somebody_who_left_comes_back_with_their_history() -> None:
    plan = plan_of(roster(entry("1", "new@x.no")), [known(1, "1", "old@x.no", active=False)])
    assert [change.person_id for change in plan.returning] == [1]


def test_an_unreadable_row_makes_nobody_a_leaver() -> None:
    people = [
        known(1, "1", "a@x.no"),
        known(2, "2", "b@x.no"),
        known(3, "3", "c@x.no", given_name="Cleo", family_name="Clausen"),
        known(4, "4", "d@x.no"),
        known(5, "5", "stays@x.no"),
    ]
    broken = Unreadable(frozenset({"1"}), frozenset({"b@x.no"}), frozenset({name_key("Clausen, Cleo")}))
    plan = plan_of(roster(entry("5", "stays@x.no"), unreadable=broken), people)
    assert [person.id for person in plan.leavers] == [4]
    assert [person.id for person in plan.kept_unreadable] == [1, 2, 3]


def test_the_address_of_somebody_who_stays_is_not_given_away() -> None:
    people = [known(1, "1", "a@x.no"), known(2, "2", "b@x.no")]
    broken = Unreadable(frozenset({"1"}), frozenset(), frozenset())
    # 2 should get the address of 1, whose row cannot be read; 3 should get the one that 2 then keeps.
    plan = plan_of(roster(entry("2", "a@x.no"), entry("3", "b@x.no", row=3), unreadable=broken), people)
    assert [(finding.row, finding.kind) for finding in plan.conflicts] == [(2, "address_taken"), (3, "address_taken")]
    assert plan.empty


def test_the_last_owner_is_not_locked_out() -> None:
    people = [known(1, "", "admin@x.no", owner=True), known(2, "2", "b@x.no")]
    plan = plan_of(roster(entry("2", "b@x.no")), people)
    assert [person.id for person in plan.kept_owners] == [1]
    assert not plan.leavers
    both = plan_of(roster(entry("2", "b@x.no")), [people[0], replace(people[1], owner=True)])
    assert [person.id for person in both.leavers] == [1]


@pytest.mark.parametrize(("leave", "asks"), [(1, False), (2, True)])
def test_more_than_a_tenth_asks(leave: int, asks: bool) -> None:
    people = [known(n, str(n), f"p{n}@x.no") for n in range(10)]
    made = roster(*(entry(str(n), f"p{n}@x.no", row=n + 2) for n in range(leave, 10)))
    assert plan_of(made, people).too_many_leavers is asks


def test_a_lone_team_name_finds_the_team_below_a_division() -> None:
    people = [known(1, "1", "a@x.no", team=("Offshore wind", "Turbine engineering"))]
    made = roster(
        entry("1", "a@x.no", team=("turbine Engineering",)), entry("2", "b@x.no", row=3, team=("Offshore Wind",))
    )
    plan = plan_of(made, people)
    assert not plan.changes
    assert plan.joiners[0].team == ("Offshore wind",)


def test_what_somebody_chose_and_what_the_file_does_not_say_stays() -> None:
    person = known(1, "1", "a@x.no", language="de", language_chosen=True, title="Chief", place="Oslo")
    plan = plan_of(roster(entry("1", "a@x.no", language="nb", place="")), [person])
    assert plan.changes[0].fields == {"place": ("Oslo", "")}


NUMBERS = st.sampled_from(["", "1", "2", "3", "4"])
ADDRESSES = st.sampled_from([f"{letter}@x.no" for letter in "abcde"])


@given(
    before=st.lists(st.tuples(NUMBERS, ADDRESSES, st.booleans()), max_size=5),
    after=st.lists(st.tuples(NUMBERS, ADDRESSES), max_size=5),
    broken=st.sets(NUMBERS.filter(bool), max_size=2),
)
def test_afterwards_each_address_and_number_is_there_once(
    before: list[tuple[str, str, bool]], after: list[tuple[str, str]], broken: set[str]
) -> None:
    people = []
    for id, (number, email, active) in enumerate(before):
        taken = any((number and p.external_id == number) or (active and p.active and p.email == email) for p in people)
        if not taken:
            people.append(known(id, number, email, active=active))
    rows = []
    for row, (number, email) in enumerate(after, 2):
        if not any(e.email == email or (number and e.external_id == number) for e in rows):
            rows.append(entry(number, email, row=row))
    plan = plan_of(roster(*rows, unreadable=Unreadable(frozenset(broken), frozenset(), frozenset())), people)
    result = apply(plan, people)
    active = [person for person in result if person.active]
    numbers = [person.external_id for person in result if person.external_id]
    assert len({person.email for person in active}) == len(active)
    assert len(set(numbers)) == len(numbers)
    if not plan.conflicts and not plan.kept_unreadable:
        assert plan_of(roster(*rows), result).empty


def apply(plan: Plan, people: list[Known]) -> list[Known]:
    gone = {person.id for person in plan.leavers}
    changed = {change.person_id: change for change in plan.changes}
    result = []
    for person in people:
        if person.id in gone:
            person = replace(person, active=False)
        if person.id in changed:
            change = changed[person.id]
            person = replace(person, active=person.active or change.returns)
            person = replace(person, **{field: after for field, (_, after) in change.fields.items()})  # type: ignore[arg-type]
        result.append(person)
    for number, made in enumerate(plan.joiners, 1000):
        result.append(known(number, made.external_id, made.email, given_name=made.given_name, team=made.team or ()))
    return result
