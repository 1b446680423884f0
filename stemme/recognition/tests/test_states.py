from __future__ import annotations

import datetime as dt

import pytest

from stemme.kit.periods import Period
from stemme.recognition.states import CALLED_OFF, OVER, PLANNED, RUNNING, may_freeze, state_of, whole_months

NOVEMBER = Period(dt.date(2026, 11, 1), dt.date(2026, 11, 30))


@pytest.mark.parametrize(
    ("day", "state"),
    [((10, 31), PLANNED), ((11, 1), RUNNING), ((11, 30), RUNNING), ((12, 1), OVER)],
)
def test_the_state_follows_from_the_days(day, state):
    today = dt.date(2026, *day)
    assert state_of(NOVEMBER, today=today, called_off=False) == state
    assert state_of(NOVEMBER, today=today, called_off=True) == CALLED_OFF


def test_whole_months_from_any_day():
    assert whole_months(dt.date(2026, 11, 17), 1) == NOVEMBER
    assert whole_months(dt.date(2026, 12, 1), 3) == Period(dt.date(2026, 12, 1), dt.date(2027, 2, 28))
    for months in (0, 4):
        with pytest.raises(ValueError):
            whole_months(dt.date(2026, 11, 1), months)


def test_results_wait_two_days_for_what_still_arrives():
    assert [may_freeze(NOVEMBER, today=dt.date(2026, 12, day)) for day in (1, 2, 3)] == [False, False, True]
