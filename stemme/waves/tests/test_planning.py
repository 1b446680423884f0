"""The planner's promises, for any crowd; and its speed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.waves.planning import (
    BIG_DEPARTMENT,
    Candidate,
    PlanningError,
    Rules,
    big_departments,
    department_of,
    halved,
    plan,
    team_caps,
    weighed,
)

SEED = 11


@st.composite
def crowds(draw: st.DrawFn) -> list[Candidate]:
    """Up to a hundred people in a few divisions, departments and teams, some of them nowhere."""
    lines = [(), (1,), (11, 1), (12, 1), (111, 11, 1), (112, 11, 1), (21, 2), (211, 21, 2)]
    chosen = draw(st.lists(st.tuples(st.sampled_from(lines), st.floats(0, 1), st.booleans()), min_size=1, max_size=100))
    return [Candidate(10 * number, line, weight, offered) for number, (line, weight, offered) in enumerate(chosen)]


rules = st.builds(Rules, st.integers(4, 40), st.integers(5, 60), st.integers(1, 100))


@given(crowds(), rules)
@settings(max_examples=60)
def test_everybody_is_in_exactly_one_wave_and_no_cap_is_exceeded(crowd, given_rules):
    found = plan(crowd, given_rules, SEED)
    assert found.keys() == {one.person_id for one in crowd}
    last = max(2, max(found.values()) + 1) - 1
    sizes = Counter(found.values())
    chosen = [wave for wave in sizes if wave < last]
    assert all(sizes[wave] <= given_rules.cap_of(wave) for wave in chosen)
    caps = team_caps(crowd, given_rules.team_share)
    in_teams = Counter((one.team_line[0], found[one.person_id]) for one in crowd if one.team_line)
    assert all(people <= caps[team] for (team, wave), people in in_teams.items() if wave in chosen)


@given(crowds(), rules)
@settings(max_examples=60)
def test_every_department_of_fifteen_or_more_has_a_first_wave_person(crowd, given_rules):
    found = plan(crowd, given_rules, SEED)
    sizes = Counter(department_of(one.team_line) for one in crowd)
    there = {department_of(one.team_line) for one in crowd if found[one.person_id] == 0}
    assert {one for one, size in sizes.items() if one and size >= BIG_DEPARTMENT} <= there


@given(crowds(), rules, st.data())
@settings(max_examples=40)
def test_the_same_crowd_gives_the_same_plan_and_those_who_are_pinned_stay(crowd, given_rules, data):
    found = plan(crowd, given_rules, SEED)
    assert plan(data.draw(st.permutations(crowd)), given_rules, SEED) == found
    # Everybody pinned where they are: whoever is moved to the last wave, nobody else's place changes.
    person = data.draw(st.sampled_from(crowd)).person_id
    number = max(2, max(found.values()) + 1)
    pinned = [replace(one, pinned_to=number - 1 if one.person_id == person else found[one.person_id]) for one in crowd]
    moved = plan(pinned, replace(given_rules, waves=number), SEED)
    assert moved == {**found, person: number - 1}


def test_those_who_offered_themselves_come_first_and_then_those_with_the_higher_weight():
    crowd = [Candidate(n, (1, 2), n / 20, n in {0, 1}) for n in range(14)]
    found = plan(crowd, Rules(4, 5, 100), SEED)
    assert {person for person, wave in found.items() if wave == 0} == {0, 1, 13, 12}
    assert {person for person, wave in found.items() if wave == 2} == {2, 3, 4, 5, 6}


def test_a_pilot_that_cannot_hold_every_big_department_is_refused_with_its_size():
    crowd = [Candidate(n, (n % 3 + 10, 1), 0.5) for n in range(60)]
    with pytest.raises(PlanningError) as error:
        plan(crowd, Rules(2, 10, 50), SEED)
    assert (error.value.reason, error.value.at_least) == ("departments", 3)
    assert len(big_departments(crowd)) == 3


def test_too_many_people_kept_by_hand_are_refused_and_nobody_is_added_to_a_launched_wave():
    crowd = [Candidate(n, (), 0.5, pinned_to=1 if n < 6 else None) for n in range(20)]
    with pytest.raises(PlanningError, match="pinned"):
        plan(crowd, Rules(4, 5, 100), SEED)
    launched = Rules(4, 5, 100, closed=frozenset({0, 1}))
    found = plan([replace(one, pinned_to=0 if one.pinned_to else None) for one in crowd], launched, SEED)
    assert Counter(found.values()) == {0: 6, 2: 5, 3: 5, 4: 4}


def test_a_wave_is_halved_department_by_department_and_those_kept_by_hand_stay():
    crowd = [Candidate(n, (n % 2 + 10, 1), n / 20, pinned_to=1 if n == 3 else None) for n in range(12)]
    stay, go = halved(crowd, 100, {10: 100, 11: 100}, SEED)
    assert (len(stay), len(go), 3 in stay) == (6, 6, True)
    assert Counter(one.team_line[0] for one in crowd if one.person_id in go) == {10: 3, 11: 3}


def test_who_is_unknown_draws_a_weight_like_everybody_elses_and_a_wave_says_little():
    known = {person: person / 2000 for person in range(2000)}
    weights = weighed(known, range(4000), SEED)
    unknown = sorted(weights[person] for person in range(2000, 4000))
    assert set(unknown) <= set(known.values())
    assert abs(unknown[1000] - 0.5) < 0.05
    kept = sum(weights[person] == known[person] for person in known)
    assert 0.45 < kept / 2000 < 0.55
    # Half of those with the lowest weight are not among the last for it.
    quiet = [weights[person] for person in range(200)]
    assert sum(weight > 0.1 for weight in quiet) > 60
