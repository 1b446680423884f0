from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.library import intake, pacing
from stemme.library.feeds import Item
from stemme.library.intake import LONGEST_WAIT, Rules, left_out, paced, ripe_at, words_of

NOW = dt.datetime(2026, 11, 12, 8, 0, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def item(title: str = "Vindpris faller", **values: object) -> Item:
    return Item(guid="1", title=title, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rules", "entry", "reason"),
    [
        (Rules(), item(), ""),
        (Rules(), item(kind="job", expires=NOW), intake.OVER),
        (Rules(), item(kind="job", expires=NOW + HOUR), ""),
        (Rules(only_words=("sol",)), item(), intake.ONLY),
        (Rules(only_words=("VINDPRIS",)), item(), ""),
        (Rules(only_words=("vind",)), item(), intake.ONLY),
        (Rules(only_words=("vind*",)), item(), ""),
        (Rules(only_words=("sol", "Ålesund")), item(place="Ålesund"), ""),
        (Rules(never_words=("faller",)), item(), intake.NEVER),
        (Rules(never_words=("*",)), item(), ""),
        (Rules(never_words=("pris faller",)), item(), ""),
        (Rules(never_words=("c++",)), item("Vi skriver C++ hver dag"), intake.NEVER),
        (Rules(kinds=frozenset({"job"})), item(), intake.KIND),
        (Rules(languages=frozenset({"nb"})), item(language="de"), intake.LANGUAGE),
        (Rules(languages=frozenset({"nb"})), item(), ""),
    ],
)
def test_what_is_left_out_and_why(rules: Rules, entry: Item, reason: str) -> None:
    assert left_out(entry, rules, language="", now=NOW) == reason


def test_the_feeds_language_counts_for_entries_without() -> None:
    assert left_out(item(), Rules(languages=frozenset({"nb"})), language="sv", now=NOW) == intake.LANGUAGE


def test_words_as_they_are_typed() -> None:
    assert words_of(" vind, sol\nHydro  power;; vind ") == ("vind", "sol", "Hydro power")
    assert words_of(" ,\n") == ()


def test_an_entry_has_to_be_old_enough() -> None:
    rules = Rules(least_age=3 * HOUR)
    assert ripe_at(item(published=NOW - HOUR), rules, now=NOW) == NOW + 2 * HOUR
    assert ripe_at(item(published=NOW - DAY), rules, now=NOW) == NOW
    assert ripe_at(item(), rules, now=NOW) == NOW + 3 * HOUR
    assert ripe_at(item(published=NOW + 90 * DAY), rules, now=NOW) == NOW + 3 * HOUR, "a clock that is wrong"


def test_the_rest_waits_for_the_next_days() -> None:
    moments = paced([NOW] * 5, {NOW.date(): 1}, 2)
    tomorrow = dt.datetime(2026, 11, 13, tzinfo=dt.UTC)
    assert moments == [NOW, tomorrow, tomorrow, tomorrow + DAY, tomorrow + DAY]
    assert paced([NOW] * 20, {}, 1)[LONGEST_WAIT + 1 :] == [None] * (20 - LONGEST_WAIT - 1)
    assert paced([NOW] * 500, {}, None) == [NOW] * 500


@given(
    ripe=st.lists(st.integers(0, 5 * 24), max_size=60),
    most=st.integers(1, 9),
    taken=st.lists(st.integers(0, 12), min_size=6, max_size=6),
)
def test_no_day_has_more_than_it_may(ripe: list[int], most: int, taken: list[int]) -> None:
    before = {(NOW + number * DAY).date(): count for number, count in enumerate(taken)}
    wanted = [NOW + hours * HOUR for hours in ripe]
    moments = paced(wanted, before, most)
    assert len(moments) == len(wanted)
    for moment, first in zip(moments, wanted, strict=True):
        assert moment is None or first <= moment or moment.date() == first.date()
        assert moment is None or moment.date() - first.date() <= LONGEST_WAIT * DAY
    for day in {moment.date() for moment in moments if moment}:
        here = sum(moment is not None and moment.date() == day for moment in moments)
        assert here + before.get(day, 0) <= most


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        (("60", "", ""), 60),
        (("", "hourly", "1"), 60),
        (("", "daily", "2"), 720),
        (("", "weekly", ""), 7 * 24 * 60),
        (("", "hourly", "0"), 60),
        (("ten", "often", "x"), 0),
        (("", "", ""), 0),
    ],
)
def test_what_a_feed_says_of_itself(said: tuple[str, str, str], minutes: int) -> None:
    assert pacing.declared_minutes(*said) == minutes


@pytest.mark.parametrize(
    ("said", "minutes"),
    [("max-age=7200", 120), ("public, Max-Age=60", 1), ("s-maxage=7200", 0), ("no-store", 0), ("", 0)],
)
def test_what_its_server_says(said: str, minutes: int) -> None:
    assert pacing.cached_minutes(said) == minutes


def test_how_often_it_brings_something() -> None:
    daily = [NOW - number * DAY for number in range(9)]
    assert pacing.rhythm_minutes(daily, NOW) == 12 * 60
    assert pacing.rhythm_minutes([date - 8 * DAY for date in daily], NOW) == 2 * 24 * 60, "it has fallen silent"
    assert pacing.rhythm_minutes([NOW - number * HOUR / 6 for number in range(9)], NOW) == 5
    assert pacing.rhythm_minutes([NOW, NOW + DAY], NOW) == pacing.UNKNOWN


@given(declared=st.integers(0, 10**6), cached=st.integers(0, 10**6), rhythm=st.integers(0, 10**6))
def test_between_half_an_hour_and_a_day(declared: int, cached: int, rhythm: int) -> None:
    minutes = pacing.interval_minutes(declared=declared, cached=cached, rhythm=rhythm)
    assert pacing.LEAST <= minutes <= pacing.MOST
    assert minutes >= min(pacing.MOST, max(declared, cached, rhythm))


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120),
        ("Thu, 12 Nov 2026 09:00:00 GMT", 3600),
        ("Thu, 12 Nov 2026 07:00:00 GMT", 0),
        ("999999999", 30 * 24 * 3600),
        ("-5", 0),
        ("soon", 0),
        ("", 0),
    ],
)
def test_how_long_a_server_asks_us_to_wait(written: str, seconds: int) -> None:
    assert pacing.asked_to_wait(written, NOW) == seconds
