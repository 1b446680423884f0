"""A clock on the wall and a moment: also on the two days on which clocks are changed."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.reminders.times import moment_of, next_time, tomorrow

OSLO = ZoneInfo("Europe/Oslo")
SPRING, AUTUMN = dt.date(2027, 3, 28), dt.date(2026, 10, 25)


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def test_an_hour_that_is_left_out_is_as_much_later():
    moment = moment_of(SPRING, dt.time(2, 30), OSLO)
    assert (moment.at, moment.moved) == (utc(2027, 3, 28, 1, 30), True)
    assert moment.at.strftime("%H:%M") == "03:30"
    assert not moment_of(SPRING, dt.time(3, 30), OSLO).moved


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    moment = moment_of(AUTUMN, dt.time(2, 30), OSLO)
    assert (moment.at.astimezone(dt.UTC), moment.moved) == (utc(2026, 10, 25, 0, 30), False)


def test_tomorrow_at_eight_is_eight_by_the_clock_there():
    assert tomorrow(utc(2027, 3, 27, 12), OSLO) == utc(2027, 3, 28, 6), "summer time has begun in the night"
    assert tomorrow(utc(2026, 10, 24, 12), OSLO) == utc(2026, 10, 25, 7)
    assert tomorrow(utc(2026, 11, 12, 23, 30), OSLO) == utc(2026, 11, 14, 7), "there it is the 13th already"


def test_the_next_good_hour():
    thursday = utc(2026, 11, 12, 8, 14)  # 09:14 in Oslo
    assert next_time(9, None, now=thursday, zone=OSLO) == utc(2026, 11, 13, 8)
    assert next_time(10, None, now=thursday, zone=OSLO) == utc(2026, 11, 13, 9), "in 46 minutes is too soon"
    assert next_time(12, None, now=thursday, zone=OSLO) == utc(2026, 11, 12, 11)
    assert next_time(9, 3, now=thursday, zone=OSLO) == utc(2026, 11, 19, 8)
    saturday = utc(2026, 11, 14, 8)
    assert next_time(9, None, now=saturday, zone=OSLO) == utc(2026, 11, 16, 8), "no working day before Monday"
    with pytest.raises(ValueError):
        next_time(9, 7, now=saturday, zone=OSLO)


@given(
    st.dates(dt.date(2026, 1, 1), dt.date(2028, 1, 1)),
    st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    st.sampled_from(["Europe/Oslo", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]),
)
def test_the_clock_shows_what_was_asked_for_or_later(day, time, zone):
    moment = moment_of(day, time, ZoneInfo(zone))
    shows = moment.at.replace(tzinfo=None)
    wanted = dt.datetime.combine(day, time)
    assert (shows == wanted) is not moment.moved
    assert dt.timedelta() <= shows - wanted <= dt.timedelta(hours=1)
