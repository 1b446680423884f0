"""When a reader's next digest comes, without a database. Moments are written as the reader's clock shows them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from stemme.mailings.days_off import holidays_of, is_day_off
from stemme.mailings.open_hours import OpenHours
from stemme.mailings.rhythm import (
    RHYTHMS,
    House,
    Past,
    Silence,
    Timetable,
    Wish,
    has_room,
    next_digest,
    wants,
)

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
NEW, NO_SILENCE = Past(), Silence()
ALWAYS = OpenHours(quiet_from=0, quiet_until=0, weekends=True)
#: Tuesdays, 07:45.
HOUSE = House(weekday=1, second_weekday=None, hour=7, minute=45)


def at(text: str, zone: str = "Europe/Oslo") -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def table(house: House = HOUSE, zone: str = "Europe/Oslo", country: str = "no", **wish) -> Timetable:
    return Timetable(house, Wish(**wish), zone, country)


def following(timetable: Timetable, now: str, past: Past = NEW, silence: Silence = NO_SILENCE) -> str:
    due = next_digest(timetable, past, silence, now=at(now, timetable.zone))
    return f"{due.at:%a %Y-%m-%d %H:%M}" if due else ""


def walk(timetable: Timetable, first: str, days: int) -> list[str]:
    """When mails leave if the planner runs every five minutes and there is always a story."""
    now, got = at(first, timetable.zone).astimezone(dt.UTC), []
    past = Past(since=now)
    end = now + DAY * days
    while now < end:
        due = next_digest(timetable, past, NO_SILENCE, now=now)
        if due is None or due.at.astimezone(dt.UTC) >= end:
            break
        now = max(now, due.at.astimezone(dt.UTC))
        got.append(f"{due.at:%a %m-%d %H:%M}")
        past = Past(due.slot, frozenset({due.slot}), (*past.days, due.at.date()), past.since)
        now += 5 * MINUTE
    return got


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({}, ["Tue 11-03 07:45", "Tue 11-10 07:45", "Tue 11-17 07:45", "Tue 11-24 07:45"]),
        ({"weekday": 4, "hour": 15}, ["Fri 11-06 15:00", "Fri 11-13 15:00", "Fri 11-20 15:00", "Fri 11-27 15:00"]),
        ({"every": "fortnightly"}, ["Tue 11-03 07:45", "Tue 11-17 07:45"]),
        ({"every": "monthly"}, ["Tue 11-03 07:45"]),
        ({"every": "never"}, []),
        (
            {"every": "twice", "hour": 9, "minute": 30},
            [f"{day} 09:30" for week in (3, 10, 17, 24) for day in (f"Tue 11-{week:02}", f"Thu 11-{week + 2:02}")],
        ),
    ],
)
def test_each_rhythm_in_a_month_without_holidays(wish, expected):
    assert walk(table(**wish), "2026-11-01T00:00", 30) == expected


def test_twice_a_week_is_the_organisations_day_and_another_or_the_own_day_and_another():
    assert table(every="twice").weekdays == (1, 3)
    assert table(every="twice", weekday=3).weekdays == (3, 1)
    assert table(House(4, None, 8, 0), every="twice").weekdays == (4, 2)
    assert table(House(1, 4, 8, 0), every="twice").weekdays == (1, 4)
    assert table(House(1, 1, 8, 0), every="twice").weekdays == (1, 3), "the same day twice is no second day"


def test_every_second_week_and_every_month_over_the_turn_of_a_year():
    assert walk(table(every="fortnightly"), "2026-12-14T00:00", 36) == [
        "Tue 12-15 07:45",
        "Tue 12-29 07:45",
        "Tue 01-12 07:45",
    ]
    assert walk(table(every="monthly"), "2026-12-20T00:00", 60) == [
        "Tue 12-22 07:45",
        "Tue 01-05 07:45",
        "Tue 02-02 07:45",
    ]
    new_year = House(weekday=4, second_weekday=None, hour=7, minute=45)
    assert walk(table(new_year), "2026-12-20T00:00", 18) == ["Mon 12-28 07:45", "Mon 01-04 07:45"]


def test_easter_moves_a_digest_to_the_next_working_day_and_doubles_none():
    thursdays = House(weekday=3, second_weekday=1, hour=9, minute=0)
    assert walk(table(thursdays), "2026-03-30T00:00", 12) == ["Tue 04-07 09:00", "Thu 04-09 09:00"]
    # Twice a week: what moves from Maundy Thursday meets Tuesday's own, and they are one.
    assert walk(table(thursdays, every="twice"), "2026-03-30T00:00", 12) == [
        "Tue 03-31 09:00",
        "Tue 04-07 09:00",
        "Thu 04-09 09:00",
    ]
    assert walk(table(thursdays, country=""), "2026-03-30T00:00", 12) == ["Thu 04-02 09:00", "Thu 04-09 09:00"]


@pytest.mark.parametrize(
    ("country", "day", "off"),
    [
        ("no", "2026-04-03", True),
        ("no", "2027-05-17", True),
        ("dk", "2027-05-17", True),  # Whit Monday.
        ("de", "2026-04-03", True),
        ("de", "2026-10-03", True),
        ("de", "2026-01-06", False),  # Epiphany, in three of sixteen states.
        ("se", "2026-01-06", True),
        ("se", "2026-06-19", True),  # Midsummer Eve.
        ("se", "2026-12-24", True),
        ("gb", "2026-12-25", True),
        ("no", "2026-11-10", False),
        ("xx", "2026-12-25", False),
        ("", "2026-12-25", False),
    ],
)
def test_public_holidays_by_country(country, day, off):
    assert is_day_off(dt.date.fromisoformat(day), country, weekends=True) == off


def test_holidays_are_known_for_every_year_and_weekends_are_the_organisations_choice():
    assert all(len(holidays_of("no", year)) >= 11 for year in range(2024, 2040))
    saturday = dt.date(2026, 11, 14)
    assert is_day_off(saturday, "no", weekends=False) and not is_day_off(saturday, "no", weekends=True)


@pytest.mark.parametrize(
    ("hour", "hours", "expected"),
    [
        (5, OpenHours(19, 7), "Tue 2026-11-10 07:00"),
        (18, OpenHours(19, 7), "Tue 2026-11-10 18:45"),
        (20, OpenHours(19, 7), "Wed 2026-11-11 07:00"),
        (20, OpenHours(0, 6), "Tue 2026-11-10 20:45"),
        (3, OpenHours(0, 6), "Tue 2026-11-10 06:00"),
        (12, OpenHours(12, 14), "Tue 2026-11-10 14:00"),
        (23, OpenHours(22, 0), "Wed 2026-11-11 00:00"),
        (2, ALWAYS, "Tue 2026-11-10 02:45"),
    ],
)
def test_a_time_in_the_quiet_hours_waits_until_they_are_over(hour, hours, expected):
    house = House(weekday=1, second_weekday=None, hour=hour, minute=45, hours=hours)
    assert following(table(house), "2026-11-09T12:00") == expected


def test_friday_evening_waits_until_monday():
    house = House(weekday=4, second_weekday=None, hour=21, minute=0)
    assert following(table(house), "2026-11-12T12:00") == "Mon 2026-11-16 07:00"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-10T07:44", "Tue 2026-11-10 07:45"),
        ("2026-11-10T09:10", "Tue 2026-11-10 09:10"),
        ("2026-11-10T18:49", "Tue 2026-11-10 18:49"),
        ("2026-11-10T18:50", "Wed 2026-11-11 07:45"),
        ("2026-11-11T06:00", "Wed 2026-11-11 07:45"),
        ("2026-11-11T12:00", "Wed 2026-11-11 12:00"),
        ("2026-11-11T18:51", "Tue 2026-11-17 07:45"),
    ],
)
def test_what_the_sender_missed_is_made_up_for_until_the_next_evening(now, expected):
    assert following(table(), now) == expected


def test_two_that_were_missed_are_made_up_for_by_one():
    twice = table(House(weekday=1, second_weekday=2, hour=7, minute=45), every="twice")
    assert following(twice, "2026-11-11T10:00") == "Wed 2026-11-11 10:00"
    had = Past(last=dt.date(2026, 11, 11), days=(dt.date(2026, 11, 11),))
    assert following(twice, "2026-11-11T10:05", had) == "Tue 2026-11-17 07:45"


def test_nobody_gets_what_was_due_before_they_joined_or_chose():
    chosen = Past(since=at("2026-11-10T10:00"))
    assert following(table(), "2026-11-10T10:05", chosen) == "Tue 2026-11-17 07:45"
    assert following(table(hour=15), "2026-11-10T10:05", chosen) == "Tue 2026-11-10 15:00"


def test_clock_changes_skip_and_double_nothing():
    night = House(weekday=6, second_weekday=None, hour=2, minute=30, hours=ALWAYS)
    spring, autumn = table(night, country=""), table(night, country="")
    # 02:30 does not exist on 29 March 2026 and exists twice on 25 October.
    assert [t[:9] for t in walk(spring, "2026-03-22T00:00", 15)] == ["Sun 03-22", "Sun 03-29", "Sun 04-05"]
    assert walk(autumn, "2026-10-18T00:00", 15) == ["Sun 10-18 02:30", "Sun 10-25 02:30", "Sun 11-01 02:30"]
    missing = next_digest(spring, Past(dt.date(2026, 3, 22)), Silence(), now=at("2026-03-28T12:00"))
    assert missing is not None and missing.at.astimezone(dt.UTC) == dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "Australia/Lord_Howe"])
def test_everybody_has_their_own_clock(zone):
    far = table(zone=zone, country="")
    assert walk(far, "2026-11-01T00:00", 14) == ["Tue 11-03 07:45", "Tue 11-10 07:45"]


def test_a_leap_day_is_a_day():
    assert following(table(House(1, None, 9, 0), weekday=1), "2028-02-29T08:00") == "Tue 2028-02-29 09:00"
    assert walk(table(every="monthly", weekday=1), "2028-02-28T00:00", 12) == ["Tue 02-29 07:45", "Tue 03-07 07:45"]


def test_quiet_weeks_and_breaks_bring_nothing_and_are_not_made_up_for():
    week = Silence(weeks=((dt.date(2026, 11, 9), dt.date(2026, 11, 10)),))
    assert following(table(), "2026-11-09T12:00", silence=week) == "Tue 2026-11-17 07:45"
    ends = Silence(until=dt.date(2026, 11, 11))
    assert following(table(), "2026-11-09T12:00", silence=ends) == "Tue 2026-11-17 07:45"
    assert (
        following(table(), "2026-11-09T12:00", silence=Silence(until=dt.date(2026, 11, 10))) == "Tue 2026-11-10 07:45"
    )
    year = Silence(until=dt.date(2027, 11, 10))
    assert following(table(), "2026-11-09T12:00", silence=year) == "Tue 2027-11-16 07:45"


def test_a_day_that_has_a_mail_already_moves_the_digest_by_a_day_and_the_cap_holds_it_back():
    tuesday = dt.date(2026, 11, 10)
    assert following(table(), "2026-11-09T12:00", Past(days=(tuesday,))) == "Wed 2026-11-11 07:45"
    full = Past(days=(tuesday - 4 * DAY, tuesday - DAY))
    assert following(table(), "2026-11-09T12:00", full) == "Tue 2026-11-17 07:45"
    assert has_room(tuesday, (tuesday - 7 * DAY,), cap=1) and not has_room(tuesday, (tuesday - 6 * DAY,), cap=1)
    assert not has_room(tuesday, (tuesday,), cap=5)


def test_who_wants_what():
    day = dt.date(2026, 11, 10)
    assert wants("weekly", slot=day, last=None) and wants("weekly", slot=day, last=day - 7 * DAY)
    assert not any(wants(every, slot=day, last=day) for every in RHYTHMS)
    assert wants("monthly", slot=day, last=None) and wants("monthly", slot=day, last=dt.date(2026, 10, 27))
    assert not wants("monthly", slot=day, last=dt.date(2026, 11, 3))
    assert wants("fortnightly", slot=day, last=dt.date(2026, 10, 30)) and not wants(
        "fortnightly", slot=day, last=dt.date(2026, 11, 2)
    )
    assert not wants("never", slot=day, last=None)
