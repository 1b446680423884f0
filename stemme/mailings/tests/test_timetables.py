"""Whatever is chosen and whenever the sender is away: nothing in quiet hours, nobody two, nobody none."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.mailings.open_hours import OpenHours
from stemme.mailings.rhythm import RHYTHMS, House, Past, Silence, Timetable, Wish, next_digest, slot_due
from stemme.mailings.tests.test_rhythm import DAY, MINUTE, NO_SILENCE, at, table

TABLES = st.builds(
    Timetable,
    house=st.builds(
        House,
        weekday=st.integers(0, 6),
        second_weekday=st.none() | st.integers(0, 6),
        hour=st.integers(0, 23),
        minute=st.sampled_from([0, 15, 45, 59]),
        hours=st.builds(OpenHours, st.integers(0, 23), st.integers(0, 23), st.booleans()),
        cap=st.integers(1, 3),
    ),
    wish=st.builds(
        Wish, st.sampled_from(RHYTHMS), st.none() | st.integers(0, 6), st.none() | st.integers(0, 23), st.just(0)
    ),
    zone=st.sampled_from(["Europe/Oslo", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati", "UTC"]),
    country=st.sampled_from(["no", "se", "de", ""]),
)
MOMENTS = st.integers(1_767_225_600, 1_830_297_600).map(lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC))


@settings(deadline=None, max_examples=60)
@given(TABLES, MOMENTS)
def test_nothing_ever_leaves_in_quiet_hours_or_on_a_day_off(timetable, now):
    due = next_digest(timetable, Past(), Silence(), now=now)
    if due is None:
        assert timetable.wish.every == "never"
        return
    local, hours = due.at, timetable.house.hours
    assert local.astimezone(dt.UTC) >= now
    assert hours.is_open(local, timetable.country) and not hours.is_quiet(local.hour)
    assert hours.is_open_day(local.date(), timetable.country)
    assert local.date() - due.slot <= 15 * DAY and due.slot.weekday() in timetable.weekdays
    assert slot_due(timetable, local.astimezone(dt.UTC)) == due.slot


@settings(deadline=None, max_examples=60)
@given(TABLES, MOMENTS)
def test_the_first_open_moment_is_open_and_none_before_it_is(timetable, now):
    hours, zone, country = timetable.house.hours, timetable.zone, timetable.country
    first = hours.first_open(now, zone=zone, country=country)
    assert hours.is_open(first, country) and first.astimezone(dt.UTC) >= now
    assert hours.first_open(first, zone=zone, country=country) == first
    minutes = int((first.astimezone(dt.UTC) - now) / MINUTE)
    for step in range(0, minutes, max(7, minutes // 50)):
        assert not hours.is_open((now + step * MINUTE).astimezone(ZoneInfo(zone)), country)


@settings(deadline=None, max_examples=25)
@given(
    st.sampled_from(["weekly", "twice", "fortnightly"]),
    st.integers(0, 4),
    st.integers(7, 18),
    st.sampled_from(["Europe/Oslo", "America/New_York", "Pacific/Kiritimati"]),
    st.lists(st.tuples(st.integers(0, 4 * 7 * 24), st.integers(1, 3)), max_size=25),
)
def test_whenever_the_sender_is_away_for_hours_everybody_gets_what_they_chose(every, weekday, hour, zone, outages):
    """Four weeks in autumn, over the end of summer time, asked each quarter of an hour in which the sender is there."""
    timetable = table(zone=zone, country="", every=every, weekday=weekday, hour=hour)
    start = at("2026-10-12T00:00", zone).astimezone(dt.UTC)
    away = {begin * 4 + quarter for begin, hours in outages for quarter in range(hours * 4)}
    past, days, slots = Past(since=start), [], []
    for quarter in range(29 * 24 * 4):
        now = start + quarter * 15 * MINUTE
        if quarter in away or not slot_due(timetable, now):
            continue
        due = next_digest(timetable, past, NO_SILENCE, now=now, horizon=timetable.today(now))
        if due is not None and due.at.astimezone(dt.UTC) <= now:
            days.append(timetable.today(now))
            slots.append(due.slot)
            past = Past(due.slot, past.tried | {due.slot}, tuple(days), start)
    meant = [slot for slot in slots if slot < dt.date(2026, 11, 9)]
    assert len(meant) == len(set(meant)) == {"weekly": 4, "twice": 8, "fortnightly": 2}[every]
    assert len(days) == len(set(days))
