"""The order of the first steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from stemme.onboarding.steps import STEPS, next_step, with_done


@given(some.sets(some.sampled_from(STEPS)), some.sampled_from(("", *STEPS)))
def test_the_next_step_is_open_and_none_is_left_only_at_the_end(done: set[str], after: str) -> None:
    found = next_step(done, after=after)
    assert (found is None) == (done == set(STEPS))
    assert found not in done


@given(some.permutations(STEPS))
def test_whatever_order_they_are_done_in_all_are_done_at_the_end(order: list[str]) -> None:
    done: list[str] = []
    for step in order:
        done = with_done(done, step)
    assert done == list(STEPS)


def test_after_a_step_comes_the_one_behind_it_then_what_was_left() -> None:
    assert next_step(["topics"], after="topics") == "rhythm"
    assert next_step(["topics", "rhythm", "questions", "first"], after="first") == "what"
    with pytest.raises(ValueError):
        with_done([], "seventh")
