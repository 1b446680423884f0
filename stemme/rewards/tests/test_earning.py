"""What any deeds earn."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.rewards import earning
from stemme.rewards.earning import Rule, balance, points_for

RULES = st.builds(
    Rule, st.sampled_from(earning.RULES), st.integers(1, earning.MOST_POINTS), st.integers(1, earning.MOST_TIMES),
    st.booleans(),
)  # fmt: skip
MONTHS = st.lists(st.sampled_from(earning.RULES), max_size=40)


def month(rules, deeds, most):
    times, earned = Counter(), 0
    for key in deeds:
        points = points_for(rules[key], times_before=times[key], earned_before=earned, most_a_month=most)
        times[key] += points > 0
        earned += points
    return times, earned


@settings(max_examples=400)
@given(st.tuples(RULES, RULES, RULES), MONTHS, st.integers(1, earning.MOST_A_MONTH))
def test_no_month_goes_over_its_limits_however_much_one_does(three, deeds, most):
    rules = {
        key: Rule(key, rule.points, rule.per_month, rule.on) for key, rule in zip(earning.RULES, three, strict=True)
    }
    times, earned = month(rules, deeds, most)
    assert 0 <= earned <= most
    assert all(times[key] <= rules[key].per_month for key in earning.RULES)
    assert all(not times[key] for key in earning.RULES if not rules[key].on)
    # The second half of the same deeds never brings more than the first.
    assert month(rules, deeds * 2, most)[1] - earned <= earned or not earned


@settings(max_examples=200)
@given(RULES, st.integers(1, earning.MOST_A_MONTH))
def test_each_further_time_gives_half_as_much_at_most(rule, most):
    row = [points_for(rule, times_before=n, earned_before=0, most_a_month=most) for n in range(12)]
    assert all(later * 2 <= earlier or earlier == most for earlier, later in zip(row, row[1:], strict=False))
    assert row[rule.per_month :] == [0] * (12 - rule.per_month)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(earning.KINDS), st.integers(-500, 500)), max_size=30))
def test_spending_never_lowers_what_was_earned_in_all(entries):
    found = balance(entries)
    spent = [*entries, (earning.GIVEN, -7), (earning.REDEEMED, -9), (earning.RETURNED, 9)]
    assert balance(spent).lifetime == found.lifetime
    assert balance(spent).spendable == found.spendable - 7


def test_no_rule_is_about_shares_or_clicks():
    assert set(earning.RULES) == {"helped", "first_step", "team_goal"}
    assert {rule.key for rule in earning.DEFAULTS} == set(earning.RULES)
