import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.dashboard import spans
from stemme.kit.periods import Period

TODAY = dt.date(2026, 11, 12)
LONG_AGO = dt.date(2024, 1, 1)


def overview(asked="", at="", *, began=LONG_AGO):
    return spans.overview_span(asked, at, today=TODAY, began=began)


def test_without_words_the_last_month_that_is_over():
    span = overview()
    assert span.period == Period(dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    assert span.before == Period(dt.date(2026, 9, 1), dt.date(2026, 9, 30))
    assert (span.running, span.compared) == (False, True)
    assert (span.earlier, span.later) == (dt.date(2026, 9, 1), dt.date(2026, 11, 1))


def test_a_new_organisation_sees_the_running_month_compared_with_nothing():
    for began in (None, dt.date(2026, 11, 9)):
        span = overview(began=began)
        assert span.period.first == dt.date(2026, 11, 1)
        assert (span.running, span.compared, span.earlier, span.later) == (True, False, None, None)


def test_a_quarter_is_compared_with_the_quarter_before_however_long_its_months_are():
    span = overview("quarter", "2026-05-10")
    assert span.period == Period(dt.date(2026, 4, 1), dt.date(2026, 6, 30))
    assert span.before == Period(dt.date(2026, 1, 1), dt.date(2026, 3, 31))


@pytest.mark.parametrize("at", ["tomorrow", "2026-13-01", "0001-01-01", "9999-12-31", "-1"])
def test_odd_dates_break_nothing(at):
    assert overview("week", at).period.last <= dt.date(2026, 11, 15)


@given(st.sampled_from([*spans.OVERVIEW]), st.dates(dt.date(2001, 1, 1), dt.date(2030, 1, 1)))
def test_stretches_stand_side_by_side(key, day):
    span = overview(key, day.isoformat())
    assert span.before.last + dt.timedelta(days=1) == span.period.first
    assert span.running == (TODAY in span.period)
    assert not (span.running and span.compared)
    if span.later:
        assert overview(key, span.later.isoformat()).before == span.period


@given(st.sampled_from([*spans.IMPACT, "", "31", "x"]))
def test_ones_own_stretch_is_as_long_as_the_one_before(key):
    span = spans.impact_span(key, TODAY)
    if span.key == "all":
        assert span.period is None
    else:
        assert span.period.last == TODAY
        assert span.period.days == span.before.days == int(span.key)
        assert span.before.last + dt.timedelta(days=1) == span.period.first


def test_per_cent_needs_something_before():
    assert spans.change_in_percent(118, 100) == 18
    assert spans.change_in_percent(5, 0) is None
