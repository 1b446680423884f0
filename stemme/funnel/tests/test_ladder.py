"""The funnel's steps, widths and rates."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stemme.funnel.ladder import CLICKS, CUSTOMERS, LANDING, LEADS, REACH, STEPS, Line, ladder, reach_at_most, spark
from stemme.funnel.spans import share_of_target
from stemme.kit.proportions import wilson


def test_only_known_steps_stand_in_their_order_and_lead_to_the_next_known_one() -> None:
    found = ladder({LEADS: 64, CLICKS: 7930, REACH: 214_000, CUSTOMERS: 11})
    assert [step.key for step in found] == [REACH, CLICKS, LEADS, CUSTOMERS]
    assert [step.next_key for step in found] == [CLICKS, LEADS, CUSTOMERS, ""]
    assert found[2].rate == 11 / 64
    assert found[0].estimated
    assert found[0].interval is None  # Nobody counted what it is a part of.
    assert found[-1].rate is None


def test_more_than_before_is_no_rate() -> None:
    """Conversions through the company's own systems may be more than visits of landing pages."""
    assert ladder({LANDING: 3, LEADS: 5})[0].rate is None


@given(st.dictionaries(st.sampled_from(STEPS), st.integers(0, 10**9)))
def test_bars_are_as_wide_as_their_numbers_are_large(numbers: dict[str, int]) -> None:
    found = ladder(numbers)
    assert all(0 <= step.width <= 100 for step in found)
    by_number = sorted(found, key=lambda step: step.number)
    assert [step.width for step in by_number] == sorted(step.width for step in found)


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_interval_holds_the_rate(hits: int, trials: int) -> None:
    hits = min(hits, trials)
    low, high = wilson(hits, trials) or (1.0, 0.0)
    assert 0 <= low <= hits / trials + 1e-12
    assert hits / trials - 1e-12 <= high <= 1


def test_wilson_as_in_the_books() -> None:
    low, high = wilson(10, 100) or (0, 0)
    assert (round(low, 4), round(high, 4)) == (0.0552, 0.1744)
    assert wilson(0, 0) is None


def test_reach_knows_three_networks_and_makes_nothing_up() -> None:
    assert reach_at_most({"linkedin": 2, "facebook": 1, "whatsapp": 50}) == 1_200


def test_a_line_without_visitors_has_no_rate() -> None:
    assert Line("Mail", 0, 0, 0, 3.0).rate is None
    assert Line("Mail", 100, 0, 0, 10.0).rate == 0.1


def test_a_small_line_begins_left_and_ends_right() -> None:
    assert spark([0, 1, 2]) == "M0.0 100.0L50.0 54.0L100.0 8.0"
    assert spark([1]) == spark([0, 0, 0]) == ""


def test_targets_fit_into_longer_stretches_only() -> None:
    assert share_of_target("month", "quarter") == 3
    assert share_of_target("year", "month") is None
    assert share_of_target("whole", "year") is None
