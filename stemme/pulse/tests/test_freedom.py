"""The rule that hides boards, for any answers."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.pulse import freedom
from stemme.pulse.freedom import Answers
from stemme.pulse.marks import mark_of

COUNTS = st.integers(0, 400)
ANSWERS = st.builds(Answers, st.tuples(*[COUNTS] * 5), COUNTS)
FLOORS = st.integers(5, 60)
THRESHOLDS = st.integers(freedom.LOWEST_THRESHOLD, freedom.HIGHEST_THRESHOLD)


def one_more(answers, step):
    steps = list(answers.steps)
    steps[step - 1] += 1
    return dataclasses.replace(answers, steps=tuple(steps))


@settings(max_examples=500)
@given(ANSWERS, FLOORS, THRESHOLDS, st.sampled_from(freedom.STEPS))
def test_one_more_who_felt_free_never_hides_and_one_more_who_did_not_never_shows(answers, floor, threshold, step):
    before = freedom.hides_boards(answers, floor=floor, threshold=threshold)
    after = freedom.hides_boards(one_more(answers, step), floor=floor, threshold=threshold)
    if not freedom.enough(answers, floor=floor):
        assert not before
    elif step >= freedom.FREE_FROM:
        assert before or not after
    else:
        assert after or not before


@settings(max_examples=500)
@given(ANSWERS, FLOORS, THRESHOLDS)
def test_too_few_say_nothing_and_silence_is_no_opinion(answers, floor, threshold):
    hides = freedom.hides_boards(answers, floor=floor, threshold=threshold)
    if answers.number < floor:
        assert not hides
    quiet = dataclasses.replace(answers, unsaid=answers.unsaid + 50)
    assert freedom.hides_boards(quiet, floor=floor, threshold=threshold) == hides


@settings(max_examples=500)
@given(ANSWERS.filter(lambda answers: answers.number > 0), THRESHOLDS)
def test_the_figure_and_the_rule_say_the_same(answers, threshold):
    """Whoever compares the shown figure with the threshold comes to the same conclusion as the rule."""
    shown = freedom.shown_percent(answers)
    assert 5 <= shown <= 95
    assert (shown < threshold) == freedom.hides_boards(answers, floor=1, threshold=threshold)


@settings(max_examples=200)
@given(ANSWERS, FLOORS, THRESHOLDS, st.integers(1, 45))
def test_a_higher_threshold_only_hides_more(answers, floor, threshold, more):
    if freedom.hides_boards(answers, floor=floor, threshold=threshold):
        assert freedom.hides_boards(answers, floor=floor, threshold=min(threshold + more, 95))


def test_small_companies_can_have_boards_and_large_ones_can_lose_them():
    assert not freedom.hides_boards(Answers((0, 0, 0, 1, 7)), floor=8, threshold=80)
    assert freedom.hides_boards(Answers((0, 2, 0, 0, 6)), floor=8, threshold=80)
    assert freedom.hides_boards(Answers((100, 0, 101, 400, 399)), floor=8, threshold=80)


def test_no_answers_below_nothing():
    with pytest.raises(ValueError, match="less than never"):
        Answers((0, 0, -1, 0, 0))
    with pytest.raises(ValueError, match="nobody"):
        freedom.shown_percent(Answers((0, 0, 0, 0, 0), unsaid=9))


def test_a_mark_tells_nobody_whose_it_is():
    day = dt.date(2026, 10, 1)
    ours = {"organisation_id": 1, "person_id": 7, "quarter": day}
    mark = mark_of(key="k", **ours)
    assert mark == mark_of(key="k", **ours) and len(mark) == 64
    others = (
        {**ours, "organisation_id": 2}, {**ours, "person_id": 8}, {**ours, "quarter": dt.date(2027, 1, 1)},
    )  # fmt: skip
    assert len({mark, mark_of(key="other", **ours), *(mark_of(key="k", **other) for other in others)}) == 5
