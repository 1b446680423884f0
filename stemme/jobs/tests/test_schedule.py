from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.jobs.backoff import LONGEST, wait_after
from stemme.jobs.schedule import Slot, due_slots

EVERY = Slot("roll_up", "x", every=300)
DAILY = Slot("tidy", "x", daily_at=dt.time(2, 30), zone="Europe/Oslo")
MOMENTS = st.integers(1_577_836_800, 2_051_222_400).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))


def test_a_slot_of_five_minutes_has_one_name():
    keys = {EVERY.key_at(dt.datetime(2026, 11, 22, 10, 5, second, tzinfo=dt.UTC)) for second in range(60)}
    assert keys == {"roll_up:2026-11-22T10:05:00Z"}


def test_a_daily_task_waits_for_its_local_time_and_stays_due_until_midnight():
    morning = dt.datetime(2026, 11, 22, 1, 29, tzinfo=dt.UTC)
    assert due_slots(morning, [DAILY]) == []
    for minutes in (1, 300, 1200):
        assert [due.key for due in due_slots(morning + dt.timedelta(minutes=minutes), [DAILY])] == ["tidy:2026-11-22"]


@pytest.mark.parametrize("day", [dt.date(2026, 3, 29), dt.date(2026, 10, 25), dt.date(2026, 12, 31)])
def test_both_clock_changes_and_new_year_give_each_day_exactly_one_name(day):
    start = dt.datetime.combine(day - dt.timedelta(days=1), dt.time(), tzinfo=dt.UTC)
    keys = [DAILY.key_at(start + dt.timedelta(minutes=m)) for m in range(0, 3 * 1440, 10)]
    days = [key.partition(":")[2] for key in dict.fromkeys(key for key in keys if key)]
    assert days[:3] == [str(day + dt.timedelta(days=offset)) for offset in (-1, 0, 1)]
    assert len(set(days)) == len(days) <= 4


@given(MOMENTS, st.integers(1, 86_400))
def test_the_same_slot_has_the_same_name_and_the_next_one_another(now, every):
    slot = Slot("s", "x", every=every)
    assert slot.key_at(now) == slot.key_at(now.astimezone(dt.timezone(dt.timedelta(hours=5))))
    assert slot.key_at(now) != slot.key_at(now + dt.timedelta(seconds=every))


def test_a_slot_says_exactly_one_rhythm():
    for wrong in ({}, {"every": 5, "daily_at": dt.time(3)}, {"every": 0}):
        with pytest.raises(ValueError):
            Slot("s", "x", **wrong)


@given(st.integers(1, 40), st.floats(0, 1))
def test_waiting_grows_and_ends(attempt, jitter):
    assert wait_after(attempt, jitter=0) <= wait_after(attempt, jitter=jitter) <= LONGEST
    assert wait_after(attempt, jitter=jitter) <= wait_after(attempt, jitter=0) * 1.5
    assert wait_after(attempt, jitter=0) <= wait_after(attempt + 1, jitter=0)


def test_first_waits():
    assert [wait_after(n, jitter=0).total_seconds() for n in (1, 2, 3)] == [2, 4, 8]
    with pytest.raises(ValueError):
        wait_after(0, jitter=0)
