"""Which step is suggested: concrete ones for every direction, the same one until something was done."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from stemme.growth.queries import SuggestionRow, TryRow
from stemme.growth.step_wording import step_line, step_why
from stemme.growth.steps import STEP_OF, STEPS, step_after, step_shown, steps_towards
from stemme.growth.views.step_cards import not_again, step_card
from stemme.kit.languages import CODES
from stemme.maturity.next_step import NextStep, raised
from stemme.maturity.types import HIGH, KEYS, TYPE_OF

TODAY = dt.date(2026, 11, 12)
LED = sorted(
    {
        (axis, raised(kind, axis).key)
        for kind in TYPE_OF.values()
        for axis in ("network", "activity")
        if getattr(kind, axis) < HIGH
    }
    | {("", key) for key in KEYS}
)
ASKING = NextStep("activity", "broadcaster")


def tried(step: str, *, outcome: str = "", days: int = 0) -> TryRow:
    at = dt.datetime.combine(TODAY - dt.timedelta(days=days), dt.time(12), dt.UTC)
    return TryRow(1, step, at, at.date() + dt.timedelta(days=7), outcome)


@pytest.mark.parametrize(("axis", "target"), LED)
def test_at_least_three_steps_in_every_direction(axis: str, target: str) -> None:
    assert len(steps_towards(axis, target)) >= 3


def test_every_step_is_small_has_words_and_leads_somewhere() -> None:
    assert len(STEP_OF) == len(STEPS)
    for step in STEPS:
        assert step.minutes <= 10
        assert any(step in steps_towards(axis, target) for axis, target in LED), step.key
        lines = set()
        for code in CODES:
            with translation.override(code):
                lines.add(step_line(step.key))
                assert step_why(step.key)
        assert len(lines) == len(CODES), f"{step.key} is not told in five languages"


@pytest.mark.parametrize(("axis", "target"), LED)
def test_another_goes_through_all_and_round(axis: str, target: str) -> None:
    fitting = [step.key for step in steps_towards(axis, target)]
    seen = [fitting[0]]
    for _ in fitting:
        following = step_after(axis, target, seen[-1])
        assert following
        seen.append(following.key)
    assert seen == [*fitting, fitting[0]]


def test_the_chosen_one_is_shown_while_it_fits() -> None:
    chosen = steps_towards("activity", "broadcaster")[2].key
    assert step_shown("activity", "broadcaster", chosen=chosen).key == chosen  # type: ignore[union-attr]
    other = step_shown("network", "networker", chosen=chosen)
    assert other and other.key != chosen
    assert step_shown("network", "inactive") is None
    assert step_after("network", "inactive", chosen) is None


def test_what_was_tried_is_not_suggested_again_until_all_were() -> None:
    every = [step.key for step in steps_towards(ASKING.axis, ASKING.target)]
    card = step_card(ASKING, SuggestionRow(), [tried(every[0], outcome="done")], today=TODAY, time_zone="UTC")
    assert card.suggested and card.suggested.key == every[1]
    all_tried = [tried(key, outcome="done") for key in every[1:]] + [tried(every[0], outcome="not_for_me")]
    card = step_card(ASKING, SuggestionRow(), all_tried, today=TODAY, time_zone="UTC")
    assert card.suggested and card.suggested.key == every[1]
    assert not_again(ASKING, all_tried) == {every[0]}
    never = [tried(key, outcome="not_for_me") for key in every]
    assert step_card(ASKING, SuggestionRow(), never, today=TODAY, time_zone="UTC").suggested is None


def test_quiet_ends_by_itself_and_a_step_under_way_is_asked_about_after_a_week() -> None:
    quiet = SuggestionRow(quiet_until=TODAY + dt.timedelta(days=1))
    assert step_card(ASKING, quiet, [], today=TODAY, time_zone="UTC").quiet_until == quiet.quiet_until
    over = SuggestionRow(quiet_until=TODAY)
    assert step_card(ASKING, over, [], today=TODAY, time_zone="UTC").suggested
    for days, due in ((0, False), (6, False), (7, True), (60, True)):
        card = step_card(ASKING, quiet, [tried("question", days=days)], today=TODAY, time_zone="UTC")
        assert [entry.due for entry in card.under_way] == [due]
        assert card.suggested is None


def test_nobody_without_a_place_is_led_anywhere() -> None:
    card = step_card(NextStep("", ""), SuggestionRow(), [], today=TODAY, time_zone="UTC")
    assert card.suggested is None and not card.under_way
