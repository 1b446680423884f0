"""Roles as data: what each gives, how far it reaches, who may hand it on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.people import roles
from stemme.people.roles import RIGHTS, RIGHTS_OF, ROLE_OF, ROLES, Held, clashing, may_grant, streams_with, teams_with

WIND, TURBINE, GRID = 1, 2, 3
BELOW = {WIND: frozenset({WIND, TURBINE}), TURBINE: frozenset({TURBINE}), GRID: frozenset({GRID})}
NEWS, JOBS = 10, 11


def everything_that_can_be_given() -> list[Held]:
    found = [Held(role.key) for role in ROLES]
    found += [Held(role.key, stream) for role in ROLES if role.scope == roles.STREAM for stream in (NEWS, JOBS)]
    found += [Held(role.key, None, BELOW[team]) for role in ROLES if role.scope == roles.TEAM for team in BELOW]
    return found


def reach_of(held: list[Held]) -> dict[str, tuple[frozenset[int] | None, frozenset[int] | None]]:
    """For each right the streams and teams it holds in."""
    return {right: (streams_with(right, held), teams_with(right, held)) for right in RIGHTS}


def within(narrow: frozenset[int] | None, wide: frozenset[int] | None) -> bool:
    return wide is None or (narrow is not None and narrow <= wide)


def test_everywhere_is_more_than_a_stream_or_a_team() -> None:
    editor = [Held("editor", NEWS), Held("editor", JOBS), Held("people_admin", None, BELOW[WIND])]
    assert streams_with(roles.WRITE_STORIES, editor) == {NEWS, JOBS}
    assert teams_with(roles.MANAGE_PEOPLE, editor) == {WIND, TURBINE}
    assert teams_with(roles.READ_OVERVIEW, editor) == frozenset()
    assert streams_with(roles.WRITE_STORIES, [*editor, Held("lead")]) is None
    assert streams_with(roles.WRITE_STORIES, [Held("king")]) == frozenset()


@pytest.mark.parametrize(
    ("mine", "wanted", "allowed"),
    [
        (Held("owner"), Held("owner"), True),
        (Held("owner"), Held("editor", NEWS), True),
        (Held("owner"), Held("representative"), True),
        (Held("owner"), Held("operator"), False),
        (Held("operator"), Held("operator"), True),
        (Held("lead"), Held("editor"), True),
        (Held("lead"), Held("people_admin", None, BELOW[GRID]), True),
        (Held("lead"), Held("analyst"), True),
        (Held("lead"), Held("lead"), False),
        (Held("lead"), Held("owner"), False),
        (Held("lead"), Held("representative"), False),
        (Held("people_admin", None, BELOW[WIND]), Held("people_admin", None, BELOW[TURBINE]), True),
        (Held("people_admin", None, BELOW[TURBINE]), Held("people_admin", None, BELOW[WIND]), False),
        (Held("people_admin", None, BELOW[WIND]), Held("people_admin"), False),
        (Held("people_admin", None, BELOW[WIND]), Held("editor", NEWS), False),
        (Held("editor"), Held("editor", NEWS), False),
        (Held("analyst"), Held("analyst"), False),
        (Held("representative"), Held("representative"), False),
        # A role that holds everywhere cannot be limited, nor one for streams to a team.
        (Held("owner"), Held("analyst", NEWS), False),
        (Held("owner"), Held("editor", None, BELOW[WIND]), False),
        (Held("owner"), Held("king"), False),
    ],
)
def test_who_may_give_what(mine: Held, wanted: Held, allowed: bool) -> None:
    assert may_grant([mine], wanted) is allowed


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.key)
def test_whoever_may_give_a_role_has_all_that_is_in_it_but_what_is_entrusted(role: roles.Role) -> None:
    for given_role in role.grants:
        assert RIGHTS_OF[given_role] - ROLE_OF[given_role].entrusted <= role.rights
        assert may_grant([Held(role.key)], Held(given_role))


def test_who_watches_is_not_watched_by_themselves() -> None:
    for role in ROLES:
        for other in role.apart_from:
            assert role.key in ROLE_OF[other].apart_from
    assert clashing("representative", ["editor", "owner"]) == {"owner"}
    assert roles.READ_OVERVIEW not in RIGHTS_OF["representative"]
    assert RIGHTS_OF["operator"] == {roles.RUN_INSTALLATION}
    assert RIGHTS_OF["analyst"] == {roles.READ_OVERVIEW}


#: Kept from those who give it: looking at single people, and saying yes to that.
ENTRUSTED = frozenset[str]().union(*(role.entrusted for role in ROLES))
people = st.integers(0, 4)
gifts = st.lists(st.tuples(people, people, st.sampled_from(everything_that_can_be_given())), max_size=40)


@given(start=st.lists(st.tuples(people, st.sampled_from(everything_that_can_be_given())), max_size=6), deeds=gifts)
def test_no_sequence_of_gifts_reaches_further_than_its_givers(
    start: list[tuple[int, Held]], deeds: list[tuple[int, int, Held]]
) -> None:
    """T-28: whatever weak people give each other, nobody can do what nobody could do before.

    But for what is entrusted: whoever gives it may not do it themselves.
    """
    held: dict[int, list[Held]] = {number: [] for number in range(5)}
    for person, grant in start:
        held[person].append(grant)
    before = reach_of([grant for grants in held.values() for grant in grants])
    for giver, receiver, wanted in deeds:
        own = reach_of(held[giver])
        if giver != receiver and may_grant(held[giver], wanted):
            for right, (streams, teams) in reach_of([wanted]).items():
                if right in ENTRUSTED:
                    continue
                assert within(streams, own[right][0])
                assert within(teams, own[right][1])
            held[receiver].append(wanted)
    after = reach_of([grant for grants in held.values() for grant in grants])
    assert {r: reach for r, reach in after.items() if r not in ENTRUSTED} == {
        r: reach for r, reach in before.items() if r not in ENTRUSTED
    }
