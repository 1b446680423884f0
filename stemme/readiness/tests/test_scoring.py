"""What holds for any answers (research/algorithms.md 1.3)."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stemme.readiness import scoring, showing
from stemme.readiness.roles import ROLES
from stemme.readiness.showing import FEWEST, Group
from stemme.readiness.statements import BY_KEY, DIMENSIONS, HIGHEST, OF, STATEMENTS

KEYS = sorted(BY_KEY)
ANSWER = st.one_of(st.none(), st.integers(0, HIGHEST))
RATER = st.dictionaries(st.sampled_from(KEYS), ANSWER, max_size=len(KEYS))
RATERS = st.lists(RATER, min_size=1, max_size=6)
GROUPS = st.dictionaries(st.sampled_from(ROLES), st.builds(Group, st.integers(1, 6), st.booleans()), max_size=7)


def every_number(found):
    values = {**found.dimensions, "mean": found.mean, "minimum": found.minimum}
    return {**values, **{f"of {key}": value for key, value in found.medians.items()}}


@given(RATERS, st.data())
def test_raising_one_answer_never_lowers_any_number(raters, data):
    places = [(i, key) for i, one in enumerate(raters) for key, said in one.items() if said is not None]
    assume(places)
    who, key = data.draw(st.sampled_from(places))
    higher = data.draw(st.integers(raters[who][key], HIGHEST))
    changed = [{**one, key: higher} if i == who else one for i, one in enumerate(raters)]
    before, after = scoring.numbers(raters), scoring.numbers(changed)
    first, then = every_number(before), every_number(after)
    assert first.keys() == then.keys()
    assert all((value is None) == (then[name] is None) for name, value in first.items())
    assert all(value is None or then[name] >= value - 1e-9 for name, value in first.items())
    order = ["", *(stage for _, stage in scoring.STAGES)]
    assert order.index(after.stage) >= order.index(before.stage)


@given(RATERS, st.sampled_from(KEYS))
def test_i_do_not_know_is_the_same_as_no_answer(raters, key):
    unknown = [*raters, {key: None}]
    assert scoring.numbers(unknown) == scoring.numbers(raters)
    assert scoring.by_disagreement(unknown) == scoring.by_disagreement(raters)


@given(RATERS, st.sampled_from(KEYS))
def test_i_do_not_know_never_weighs_like_nought(raters, key):
    unknown = scoring.numbers([{**raters[0], key: None}, *raters[1:]])
    nought = scoring.numbers([{**raters[0], key: 0}, *raters[1:]])
    if key in unknown.medians:
        assert unknown.medians[key] >= nought.medians[key]
    else:
        assert key in nought.medians


@given(RATERS, st.randoms(use_true_random=False))
def test_the_order_of_the_raters_changes_nothing(raters, lot):
    mixed = list(raters)
    lot.shuffle(mixed)
    assert scoring.numbers(mixed) == scoring.numbers(raters)
    assert scoring.by_disagreement(mixed) == scoring.by_disagreement(raters)
    assert scoring.to_do(scoring.numbers(mixed)) == scoring.to_do(scoring.numbers(raters))


@given(RATERS)
def test_bounds(raters):
    found = scoring.numbers(raters)
    known = [value for value in found.dimensions.values() if value is not None]
    assert all(0 <= value <= 100 for value in known)
    assert all(0 <= value <= HIGHEST for value in (*found.medians.values(), *found.apart.values()))
    if found.minimum is not None:
        assert found.minimum == min(known) <= found.mean + 1e-9 <= 100 + 2e-9
    chosen = scoring.to_do(found)
    assert len(chosen) == len(set(chosen)) <= scoring.MOST_ACTIONS
    assert all(0 < scoring.lift(key, found) <= 100 for key in chosen)
    assert all(found.medians[key] < scoring.GOOD_ENOUGH for key in chosen)
    differing = scoring.by_disagreement(raters)
    assert [found.apart[key] for key in differing] == sorted((found.apart[key] for key in differing), reverse=True)


def test_three_of_five_make_a_dimension():
    keys = OF["culture"]
    two = scoring.numbers([dict.fromkeys(keys[:2], 4)])
    three = scoring.numbers([{**dict.fromkeys(keys[:3], 3), keys[3]: None}])
    assert two.dimensions["culture"] is None
    assert three.dimensions["culture"] == 75
    assert (three.mean, three.minimum, three.stage) == (None, None, "")


@pytest.mark.parametrize(("weakest", "stage"), [(1, "prepare"), (2, "pilot"), (3, "rollout"), (4, "scale")])
def test_the_weakest_dimension_decides_on_the_stage(weakest, stage):
    answers = {key: 4 if BY_KEY[key].dimension != "insights" else weakest for key in KEYS}
    assert scoring.numbers([answers]).stage == stage


def test_what_to_do_comes_from_the_weakest_dimension_and_at_most_twice():
    low = {**dict.fromkeys(KEYS, 4), **dict.fromkeys(OF["insights"], 1), OF["culture"][0]: 2}
    chosen = scoring.to_do(scoring.numbers([low]))
    assert chosen == [*OF["insights"][:2], OF["culture"][0]]
    assert scoring.lift(OF["insights"][0], scoring.numbers([low])) == 15


def test_gaps_are_between_the_roles():
    high, low = scoring.numbers([dict.fromkeys(KEYS, 4)]), scoring.numbers([dict.fromkeys(OF["culture"], 1)])
    assert scoring.gaps([high, low]) == {"culture": 75, "technology": None, "organisation": None, "insights": None}
    assert scoring.gaps([high])["culture"] is None


@given(GROUPS)
def test_what_is_left_of_the_whole_is_nobody_or_three(groups):
    shown = showing.rows(groups)
    left = sum(group.raters for role, group in groups.items() if role not in shown)
    assert all(showing.may_stand(groups[role]) for role in shown)
    if shown:
        assert left == 0 or left >= FEWEST
    if all(group.all_named for group in groups.values()):
        assert set(shown) == set(groups)


@given(st.lists(RATER, min_size=3, max_size=5))
def test_a_row_without_names_tells_no_statement_that_fewer_than_three_answered(raters):
    told = showing.told(raters, Group(len(raters), False))
    for key in KEYS:
        answered = sum(one.get(key) is not None for one in told)
        assert answered == 0 or answered >= FEWEST


def test_the_set_is_whole():
    assert len(STATEMENTS) == len(BY_KEY) == 20
    assert [len(OF[dimension.key]) for dimension in DIMENSIONS] == [5, 5, 5, 5]
    assert all(len(row.key) <= 40 for row in STATEMENTS)
