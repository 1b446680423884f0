from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.mailings.rhythm import LATEST, DigestTime, first_day_of_next_month, wants
from stemme.mailings.windows import GroupWindows, draw

OSLO = DigestTime("Europe/Oslo", weekday=1, hour=7, minute=45)
MOMENTS = st.integers(1_577_836_800, 2_051_222_400).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))
TIMES = st.builds(
    DigestTime,
    zone=st.sampled_from(["Europe/Oslo", "Europe/Helsinki", "America/New_York", "Asia/Kolkata", "UTC"]),
    weekday=st.integers(0, 6),
    hour=st.integers(0, 23),
    minute=st.integers(0, 59),
)


def at(text):
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-10T07:44:59+01:00", None),
        ("2026-11-10T07:45:00+01:00", dt.date(2026, 11, 10)),
        ("2026-11-10T19:44:59+01:00", dt.date(2026, 11, 10)),
        ("2026-11-10T19:45:00+01:00", None),
        ("2026-11-11T08:00:00+01:00", None),
        ("2026-06-09T05:45:00+00:00", dt.date(2026, 6, 9)),
    ],
)
def test_due_for_twelve_hours_after_its_local_time(moment, day):
    assert OSLO.due_on(at(moment)) == day


def test_a_late_hour_is_still_due_after_midnight_and_belongs_to_the_day_before():
    late = DigestTime("Europe/Oslo", weekday=1, hour=22, minute=0)
    assert late.due_on(at("2026-11-11T03:00:00+01:00")) == dt.date(2026, 11, 10)


def test_clock_changes_skip_and_double_nothing():
    sunday = DigestTime("Europe/Oslo", weekday=6, hour=2, minute=30)
    for day in ("2026-03-29", "2026-10-25"):
        start = at(f"{day}T00:00:00+00:00") - dt.timedelta(hours=12)
        found = {sunday.due_on(start + dt.timedelta(minutes=5 * n)) for n in range(12 * 48)}
        assert found == {None, dt.date.fromisoformat(day)}


@given(TIMES, MOMENTS)
def test_the_next_time_is_ahead_within_a_week_and_then_due(time, now):
    following = time.next_after(now)
    assert now < following <= now + dt.timedelta(days=7, hours=2)
    assert following.weekday() == time.weekday
    assert time.due_on(following) == following.date()
    assert time.due_on(following + LATEST) is None


@given(TIMES, MOMENTS, st.integers(0, 60))
def test_not_before_a_day(time, now, days):
    day = now.date() + dt.timedelta(days=days)
    assert time.next_after(now, not_before=day).date() >= day


def test_who_wants_what():
    day = dt.date(2026, 11, 10)
    assert wants("weekly", day=day, last=None) and wants("weekly", day=day, last=day - dt.timedelta(days=7))
    assert not wants("weekly", day=day, last=day)
    assert wants("monthly", day=day, last=None) and wants("monthly", day=day, last=dt.date(2026, 10, 27))
    assert not wants("monthly", day=day, last=dt.date(2026, 11, 3))
    assert not wants("never", day=day, last=None)
    assert first_day_of_next_month(dt.date(2026, 12, 31)) == dt.date(2027, 1, 1)


@given(st.integers(1, 30_000).flatmap(lambda total: st.tuples(st.just(total), st.integers(0, total))), st.integers())
def test_windows_fit_a_mail_and_tell_the_truth(numbers, seed):
    total, lit = numbers
    drawn = draw(GroupWindows("Wind", total, lit), seed=seed)
    panes = [pane for row in drawn.rows for pane in row]
    assert len(panes) <= 304 and max(map(len, drawn.rows)) * (drawn.width + drawn.gap) <= 560
    assert abs(len(panes) * drawn.stands_for - total) <= drawn.stands_for
    assert abs(sum(panes) * drawn.stands_for - lit) <= drawn.stands_for / 2 or sum(panes) == len(panes)
    assert drawn == draw(GroupWindows("Wind", total, lit), seed=seed)
