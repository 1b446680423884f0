import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.kit import periods

days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))


@given(days)
def test_a_day_lies_in_its_week_month_and_quarter(day):
    for period in (periods.week_of(day), periods.month_of(day), periods.quarter_of(day), periods.year_of(day)):
        assert day in period
    assert periods.week_of(day).days == 7
    assert periods.quarter_of(day).days in {90, 91, 92}
    assert periods.year_of(day).days in {365, 366}


@given(days)
def test_the_month_before_ends_where_the_month_begins(day):
    month = periods.month_of(day)
    assert month.before().last + dt.timedelta(days=1) == month.first
    assert month.before().first.day == 1


@given(days, st.integers(1, 400))
def test_the_stretch_before_touches_and_is_as_long(day, count):
    period = periods.last_days(day, count)
    before = period.before()
    assert before.last + dt.timedelta(days=1) == period.first
    assert before.days == period.days or period.first.day == 1


def test_the_local_day_turns_at_midnight_in_oslo():
    assert periods.local_day(dt.datetime(2026, 11, 12, 22, 59, tzinfo=dt.UTC), "Europe/Oslo") == dt.date(2026, 11, 12)
    assert periods.local_day(dt.datetime(2026, 11, 12, 23, 0, tzinfo=dt.UTC), "Europe/Oslo") == dt.date(2026, 11, 13)


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="ends before"):
        periods.Period(dt.date(2026, 2, 1), dt.date(2026, 1, 1))
