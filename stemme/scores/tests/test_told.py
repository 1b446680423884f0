"""How a score is told: whole points, the dial, bands, what would change it, looking back."""

import datetime as dt

import pytest

from stemme.scores import example, outlook, replay
from stemme.scores.bands import band_of, spread_of
from stemme.scores.dial import TICKS, ticks
from stemme.scores.formula import Counts, ScoredShare, quality_of, score
from stemme.scores.parts import by_kind, effects, in_whole_points, shown
from stemme.scores.sheets import MOST_ROWS, by_share, by_story

TODAY = dt.date(2026, 11, 22)


def test_whole_points_add_up_by_largest_remainder():
    assert in_whole_points({"a": 1.4, "b": 1.4, "c": 0.2}, 4.0) == {"a": 2, "b": 1, "c": 0}
    assert in_whole_points({"a": 0.4}, 1.4) == {"a": 0}
    assert in_whole_points({}, 1.0) == {}
    assert sum(in_whole_points(dict.fromkeys(range(7), 98.9 / 7), 99.9).values()) == 98


def test_a_part_is_split_in_proportion_to_what_came():
    counts = Counts(clicks=2, reported_reactions=2, reported_comments=1)
    assert effects(counts, 3.5) == {"clicks": 2, "reported_reactions": 0.5, "reported_comments": 1.0}
    found = by_kind(example.example())
    assert set(found) == {"clicks", "reported_reactions", "reported_comments"}
    assert found["reported_reactions"] / found["reported_comments"] == pytest.approx(6 * 0.5 / 2)


def test_the_dial_is_lit_up_to_the_value():
    for value, lit in ((1, 0), (50, 25), (99, 49), (100, 50)):
        found = [tick.kind for tick in ticks(value)]
        assert len(found) == TICKS == 51
        assert (found.count("on"), found.index("now")) == (lit, lit)
    assert ticks(1)[0].path == "M50.50 149.50L34.95 165.05"


def test_bands_are_never_ranks():
    assert spread_of([10.0] * 7, floor=8) == []
    assert band_of(10, []) is None
    few = spread_of([float(n) for n in range(10, 50)], floor=8)
    assert {band_of(score, few) for score in range(10, 50)} == {(0, 25), (25, 50), (50, 75), (75, 100)}
    many = spread_of([float(n % 90 + 1) for n in range(900)], floor=8)
    assert band_of(50, many) == (50, 60)
    assert band_of(99, many) == (90, 100)
    assert band_of(1, many) == (0, 10)
    assert band_of(20, spread_of([20.0] * 50, floor=8)) == (50, 75), "all alike: in the middle"


def test_what_would_change_it_is_the_formula_itself():
    typical = [ScoredShare(n, "linkedin", 30.0, Counts(clicks=4)) for n in range(6)]
    base = {"linkedin": 4.0}
    found = {change.what: change for change in outlook.outlook(typical, base)}
    one_more = score([*typical, ScoredShare(9, "linkedin", 7.0, Counts(clicks=4))], base)
    assert found["typical"].score == shown(one_more.value)
    assert found["strong"].by > found["typical"].by > 0 > found["nothing"].by
    assert found["quiet"].by < 0
    assert outlook.outlook([], {})[0].score == shown(1 + 99 * 0.5 * 2 ** (-7 / 90) / (2 ** (-7 / 90) + 4))


def test_looking_back_takes_the_shares_that_there_were():
    shares = [ScoredShare(1, "x", 10.0, Counts(clicks=2)), ScoredShare(2, "x", 30.0, Counts())]
    assert [share.age for share in replay.earlier(shares, days=20)] == [10.0]
    assert replay.earlier(shares, days=0) == shares


@pytest.mark.parametrize(
    ("day", "week", "found"),
    [
        ("", "", TODAY),
        ("2026-08-03", "", dt.date(2026, 8, 3)),
        ("2030-01-01", "", TODAY),
        ("1999-01-01", "", dt.date(2025, 11, 23)),
        ("tomorrow", "", TODAY),
        ("", "0", dt.date(2025, 11, 23)),
        ("", "51", dt.date(2026, 11, 15)),
        ("", "99999999999999", TODAY),
        ("", "x", TODAY),
    ],
)
def test_the_day_somebody_asks_for(day, week, found):
    assert replay.chosen_day(day, week, today=TODAY) == found


def test_the_slider_and_the_day_agree():
    for week in range(replay.WEEKS + 1):
        day = replay.chosen_day("", str(week), today=TODAY)
        assert replay.week_of_range(day, today=TODAY) == week


def test_many_rows_are_put_together_and_nothing_is_lost():
    found = score([ScoredShare(n, "x", 30.0 + n, Counts(clicks=3)) for n in range(40)], {"x": 2.0})
    rows, rest = by_share(found, {}, today=TODAY)
    assert (len(rows), rest.together) == (MOST_ROWS, 20)
    assert 1 + sum(row.points for row in rows) + rest.points == shown(found.value)
    table = by_story(found, {})
    assert table.everybody + sum(row.points for row in table.rows) == table.total == shown(found.value)


def test_what_the_pages_say_in_plain_numbers_is_so():
    """_factors.html: a typical share is worth 50%, three times as much 79%; _limits.html: 6% after a year."""
    assert [round(quality_of(times) * 100) for times in (1, 3)] == [50, 79]
    assert round(2 ** (-365 / 90) * 100) == 6
