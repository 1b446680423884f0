"""Forecasts keep within what is possible, learn, and hold as often as they say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.waves.forecast_queries import Outlook, hidden_together
from stemme.waves.forecasting import Past, come_by, expect
from stemme.waves.tests.worlds import World, looks


def past(people: int, *by_week: int) -> Past:
    return Past(people, by_week, 8)


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 8))
@settings(max_examples=25)
def test_a_forecast_lies_between_who_is_there_and_everybody(people, taken, left):
    found = expect([past(40, 5, 9, 14, 20)], people, left, taken)
    assert min(taken, people) <= found.low <= found.high <= people
    assert found.low - 1 <= found.middle <= found.high + 1


def test_before_any_wave_about_half_are_expected_and_the_range_is_wide():
    found = expect([], 200, 8, 0)
    assert 0.45 < found.middle / 200 < 0.6
    assert found.high - found.low > 80


def test_waves_before_teach_and_alike_ones_make_the_range_narrower():
    low = [past(200, 30, 45, 52, 56, 58, 59, 60, 60)] * 4
    high = [past(200, 80, 120, 140, 150, 154, 157, 159, 160)] * 4
    few, many, unknown = expect(low, 200, 8, 0), expect(high, 200, 8, 0), expect([], 200, 8, 0)
    assert few.middle < unknown.middle < many.middle
    assert few.high - few.low < unknown.high - unknown.low


def test_the_running_wave_counts_more_than_those_before_and_in_the_end_it_is_known():
    before = [past(200, 30, 45, 52, 56, 58, 59, 60, 60)] * 3
    early, late = expect(before, 200, 8, 0), expect(before, 200, 4, 120)
    assert early.middle < 80 < 120 <= late.low
    over = expect(before, 200, 0, 131)
    assert (over.low, over.middle, over.high) == (131, 131.0, 131)


def test_a_large_wave_and_an_empty_one_are_no_trouble():
    found = expect([], 25_000, 4, 6_000)
    assert 6_000 < found.low < found.middle < found.high < 15_000
    assert expect([], 0, 8, 0).high == 0


def test_people_come_along_a_curve_that_ends_with_the_wave():
    rising = [come_by(week, 8, 2.5) for week in range(10)]
    assert rising[0] == 0.0
    assert rising[8] == rising[9] == 1.0
    assert all(one < other for one, other in zip(rising[:8], rising[1:9], strict=True))


def test_the_interval_holds_in_75_to_85_of_100_cases():
    found = list(looks(World("anything likely"), runs=6, seed=5))
    held = sum(look.held for look in found) / len(found)
    assert 0.75 <= held <= 0.85, held


def test_a_wave_of_few_hides_the_smallest_of_the_others_too():
    """Everybody less all other waves would be the hidden one."""

    def hidden(*waves):
        found = {
            number: Outlook(number, people, took, expect([], people, 4, 0, weeks=8), over=False, hidden=people < 8)
            for number, (people, took) in enumerate(waves)
        }
        return [wave.number for wave in hidden_together(found, 8).values() if wave.hidden]

    assert hidden((3, 1), (40, 20), (60, 30)) == [0, 1]
    assert hidden((3, 1), (5, 1), (60, 30)) == [0, 1], "eight together"
    assert hidden((3, None), (40, 20)) == [0], "not launched yet: nothing is in any sum"
    assert hidden((40, 20), (60, 30)) == []
