"""What docs/algorithms/maturity.md promises of every place, on 2,000 made-up people each."""

from __future__ import annotations

import math
import random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from stemme.maturity.classifier import UNSURE, classify, wording_of
from stemme.maturity.drawing import percentages
from stemme.maturity.next_step import lagging, next_step
from stemme.maturity.posterior import PERSONAL_BIAS, tempering
from stemme.maturity.questions import NETWORK, QUESTIONS
from stemme.maturity.tests.strategies import ages, answered, options, others
from stemme.maturity.types import KEYS, TYPE_OF, TYPES

many = settings(max_examples=2_000, deadline=None)
_TINY = 1e-9


@many
@given(options, ages, others)
def test_nine_memberships_that_sum_to_one(chosen, age, more):
    place = classify([*answered(chosen, age), *more])
    assert len(place.memberships) == 9
    assert all(membership >= 0 for membership in place.memberships)
    assert math.isclose(sum(place.memberships), 1, abs_tol=1e-12)
    assert 0 <= place.network <= 2
    assert 0 <= place.activity <= 2
    assert sum(percentages(place.memberships)) == 100
    assert (place.certainty, place.names) == (wording_of(place.memberships) if place.known else (UNSURE, ()))


@many
@given(options, ages, others, st.integers(0, 7), st.integers(1, 4))
def test_raising_an_answer_never_lowers_its_axis_nor_moves_the_other(chosen, age, more, which, by):
    chosen[which] = max(0, chosen[which])
    raised = [min(4, option + by) if number == which else option for number, option in enumerate(chosen)]
    before, after = (classify([*answered(told, age), *more]) for told in (chosen, raised))
    if QUESTIONS[which].axis == NETWORK:
        assert after.network >= before.network - _TINY
        assert after.activity == before.activity
    else:
        assert after.activity >= before.activity - _TINY
        assert after.network == before.network


@many
@given(options, ages, st.integers(1, 600))
def test_older_answers_are_never_more_certain(chosen, age, later):
    young, old = (classify(answered(chosen, days)) for days in (age, age + later))
    assert old.network_sd >= young.network_sd - _TINY
    assert old.activity_sd >= young.activity_sd - _TINY


@many
@given(options, st.integers(40, 80), st.integers(1, 60))
def test_noisier_answers_are_never_more_certain(chosen, noise, more):
    """From the noise that is assumed on. Far below it the shared bias rules, and at the very ends .002 may be won."""
    clean, noisy = (classify(answered(chosen), noise=value / 100) for value in (noise, noise + more))
    assert noisy.network_sd >= clean.network_sd - _TINY
    assert noisy.activity_sd >= clean.activity_sd - _TINY


@many
@given(options, ages, others, st.integers(0, 999))
def test_the_order_of_the_evidence_changes_nothing(chosen, age, more, seed):
    evidence = [*answered(chosen, age), *answered(chosen[::-1], age + 1), *more]
    shuffled = list(evidence)
    random.Random(seed).shuffle(shuffled)
    assert classify(shuffled) == classify(evidence)


@many
@given(options, ages)
def test_the_step_is_the_one_with_most_votes(chosen, age):
    place = classify(answered(chosen, age))
    step = next_step(place)
    if not place.known:
        assert (step.axis, step.target) == ("", "")
        return
    votes = dict.fromkeys(("network", "activity", ""), 0.0)
    for kind, membership in zip(TYPES, place.memberships, strict=True):
        votes[lagging(kind)] += membership
    assert votes[step.axis] == max(votes.values())
    assert step.target in KEYS


@many
@given(options, st.sampled_from(KEYS))
def test_a_step_never_leads_beyond_what_the_person_wants(chosen, wanted):
    place = classify(answered(chosen))
    assume(place.known)
    step, end, here = next_step(place, wanted), TYPE_OF[wanted], TYPE_OF[place.top]
    target = TYPE_OF[step.target]
    assert target.network <= max(end.network, here.network)
    assert target.activity <= max(end.activity, here.activity)
    assert bool(step.axis) == (here.network < end.network or here.activity < end.activity)


@given(st.floats(0.05, 2), st.integers(1, 8))
def test_more_answers_never_weigh_more_than_they_are(noise, answers):
    assert 0 < tempering(answers, noise) <= 1
    # What n answers say together grows with n, but stays below n times one, and below what the bias lets through.
    one, together = tempering(1, noise) / noise**2, answers * tempering(answers, noise) / noise**2
    assert one <= together + _TINY
    assert together <= min(answers * one, 1 / PERSONAL_BIAS**2) + _TINY
