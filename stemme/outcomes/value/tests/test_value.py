"""Sums of money: whole months, parts of months, ranges."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from stemme.kit.periods import Period, month_of, year_of
from stemme.outcomes.value.value import (
    HOSTING,
    CostLine,
    GoalLine,
    MediaLine,
    MonthlyCost,
    Price,
    Range,
    Worth,
    costs_in,
    media_lines,
    minutes_cost,
)

OCTOBER = month_of(dt.date(2026, 10, 1))
HOST = MonthlyCost(HOSTING, "", Decimal(3100), None, dt.date(2026, 1, 1), dt.date(2026, 10, 1))


def test_a_line_costs_what_it_says_per_month_and_nothing_outside_its_months() -> None:
    assert costs_in(OCTOBER, [HOST], until=OCTOBER.last) == [CostLine(HOSTING, "", Decimal("3100.00"))]
    assert costs_in(month_of(dt.date(2026, 11, 1)), [HOST], until=dt.date(2026, 12, 1)) == []
    assert costs_in(year_of(OCTOBER.first), [HOST], until=dt.date(2027, 1, 1))[0].amount == 31_000


def test_part_of_a_month_counts_by_its_days() -> None:
    week = Period(dt.date(2026, 9, 28), dt.date(2026, 10, 4))
    assert costs_in(week, [HOST], until=week.last)[0].amount == Decimal("710.00")  # 3/30 + 4/31 of 3,100


def test_days_to_come_have_not_cost_anything_yet() -> None:
    year = year_of(OCTOBER.first)
    assert costs_in(year, [HOST], until=dt.date(2026, 2, 14))[0].amount == 3_100 + 1_550
    assert costs_in(year, [HOST], until=dt.date(2025, 12, 31)) == []
    assert costs_in(Period(dt.date(2026, 9, 28), OCTOBER.last), [HOST], until=dt.date(2026, 9, 27)) == []


@given(st.integers(1, 30))
def test_two_parts_of_a_month_are_the_whole(day: int) -> None:
    parts = [Period(OCTOBER.first, dt.date(2026, 10, day)), Period(dt.date(2026, 10, day + 1), OCTOBER.last)]
    assert abs(sum(costs_in(part, [HOST], until=part.last)[0].amount for part in parts) - 3100) <= Decimal("0.01")


def test_minutes_of_sharing_are_a_cost() -> None:
    assert minutes_cost(90, minutes_per_share=Decimal(2), hour_cost=Decimal(650)) == (3, 1950)


def test_media_value_is_a_range_and_in_no_sum() -> None:
    price = Price("linkedin", Range(Decimal(50), Decimal(80), Decimal(130)), "our own campaigns", OCTOBER.first)
    lines = media_lines([price], {"linkedin": 10, "mail": 7})
    assert lines == [MediaLine(price, 10)]
    worth = Worth(
        "NOK", (GoalLine(1, "Leads", 64.0, Decimal(224_000)),), (CostLine(HOSTING, "", Decimal(32_000)),), tuple(lines)
    )
    assert worth.media_value == Range(Decimal(500), Decimal(800), Decimal(1300))
    assert (worth.value, worth.cost, worth.ratio, worth.left) == (224_000, 32_000, 7, 192_000)
    assert worth.goals[0].each == 3_500


def test_without_costs_there_is_no_ratio_and_without_media_value_no_range() -> None:
    worth = Worth("NOK", (), (), None)
    assert worth.ratio is None
    assert worth.media_value is None
