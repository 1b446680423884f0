"""Who is a machine by what it does: bursts, many browsers in one place, repetition; however the hits are portioned."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.links.behaviour import (
    AFTER_MS,
    BEFORE_MS,
    BURST_LINKS_OF_A_BROWSER,
    BURST_LINKS_OF_A_PLACE,
    BURST_MS,
    CLOCKS_DIFFER_MS,
    MINUTE_MS,
    MOST_BROWSERS,
    MOST_NAMELESS,
    MOST_REPEATS,
    SETTLING_MS,
    TOO_SOON_MS,
    Arrival,
    is_settled,
    judge,
    stretches,
)

START = 1_794_000_000_000


def hits(count, *, every, link=lambda n: 1, visitor=lambda n: n + 1, place=lambda n: 7, **more):
    return [Arrival(n, START + n * every, link(n), visitor(n), place(n), **more) for n in range(count)]


def reasons(arrivals):
    return {number: verdict.reason for number, verdict in judge(arrivals).items()}


def test_a_scanner_opens_every_link_of_a_mail_and_all_its_hits_are_suspect():
    scanner = hits(BURST_LINKS_OF_A_BROWSER, every=3_000, link=lambda n: n, visitor=lambda n: 1)
    assert reasons(scanner) == dict.fromkeys(range(BURST_LINKS_OF_A_BROWSER), "scanner-burst")
    assert all(verdict.hit == "suspect" for verdict in judge(scanner).values())
    slow = hits(BURST_LINKS_OF_A_BROWSER, every=BURST_MS // 3 + 1, link=lambda n: n, visitor=lambda n: 1)
    assert reasons(slow) == {}, "a person reads in between"
    assert reasons(hits(9, every=1, link=lambda n: n % 3, visitor=lambda n: 1)) == {}


def test_a_scanner_with_changing_agents_needs_more_links():
    assert set(reasons(hits(BURST_LINKS_OF_A_PLACE, every=1_000, link=lambda n: n)).values()) == {"scanner-burst"}
    assert reasons(hits(BURST_LINKS_OF_A_PLACE - 1, every=1_000, link=lambda n: n)) == {}
    assert reasons(hits(100, every=1, link=lambda n: n, place=lambda n: n)) == {}, "from many places"


def test_rotating_agents_in_one_place_are_suspect_and_a_viral_link_is_not():
    assert set(reasons(hits(200, every=20))) == set(range(200)), "the first ones, too"
    assert reasons(hits(200, every=20, place=lambda n: n)) == {}
    assert reasons(hits(200, every=20, place=lambda n: n // MOST_BROWSERS)) == {}
    assert reasons(hits(200, every=2_500)) == {}, "24 a minute: a busy office"
    assert reasons(hits(200, every=20, visitor=lambda n: n % 20)) == {}, "an office with twenty kinds of browsers"


def test_slow_rotation_is_seen_from_the_moment_it_is_a_crowd():
    found = set(reasons(hits(60, every=1_000)))
    assert found == set(range(MOST_BROWSERS - AFTER_MS // 1_000, 60))


def test_of_a_thousand_hits_by_one_visitor_the_first_ones_stay_human():
    found = reasons(hits(1_000, every=10, visitor=lambda n: 5))
    assert found == dict.fromkeys(range(MOST_REPEATS, 1000), "repeated")
    assert reasons(hits(100, every=2_100, visitor=lambda n: 5)) == {}


def test_nobody_reads_within_two_seconds():
    made = {"made": START}
    assert reasons([Arrival(1, START + TOO_SOON_MS, 1, 5, 7, **made)]) == {1: "too-soon"}
    assert reasons([Arrival(1, START - 500, 1, 5, 7, **made)]) == {1: "too-soon"}, "clocks differ a little"
    assert reasons([Arrival(1, START + TOO_SOON_MS + 1, 1, None, None, **made)]) == {}


def test_ones_own_visits_are_said_and_blame_nobody():
    mine = hits(9, every=1, link=lambda n: n, visitor=lambda n: 5, own=True)
    colleague = Arrival(99, START, 1, 6, 7)
    assert judge([*mine, colleague]) == dict.fromkeys(range(9), ("self", "own-browser"))
    assert reasons([*mine, Arrival(99, START, 77, 5, 7)]) == dict.fromkeys(range(9), "own-browser")


def test_do_not_track_is_no_way_around_the_rules():
    def nobody(n):
        return None

    alone = hits(100, every=100, visitor=nobody, place=nobody)
    assert reasons(alone) == dict.fromkeys(range(MOST_NAMELESS, 100), "nameless-burst")
    crowd = [Arrival(1_000 + n, one.at - 1, 1, n + 1, n) for n, one in enumerate(alone)]
    assert reasons(alone + crowd) == {}, "half of a crowd"
    assert reasons(hits(100, every=2_100, visitor=nobody, place=nobody)) == {}


def test_when_a_hit_may_be_judged():
    assert not is_settled(START, now=START)
    assert not is_settled(START, now=START + SETTLING_MS - 1)
    assert is_settled(START, now=START + SETTLING_MS)
    assert is_settled(START - 10**9, now=START)
    assert is_settled(START + CLOCKS_DIFFER_MS + 1, now=START), "a clock that jumped holds nothing up"


arrivals = st.lists(
    st.tuples(
        st.integers(0, 150_000),  # at
        st.sampled_from([1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9]),  # link
        st.sampled_from([None, *range(1, 45)]),  # visitor
        st.sampled_from([None, 1, 1, 1, 2]),  # place
        st.booleans(),
    ),
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(arrivals, st.integers(1, 7), st.integers(0, 2**32))
def test_neighbours_are_all_that_matters(drawn, size, seed):
    """Each portion, judged with its neighbours alone and in any order, gets the verdicts of the whole."""
    everything = [
        Arrival(n, START + at, link, visitor, place if visitor else None, None, own and link == 2)
        for n, (at, link, visitor, place, own) in enumerate(drawn)
    ]
    whole = judge(everything)
    shuffled = list(everything)
    random.Random(seed).shuffle(shuffled)
    for begin in range(0, len(shuffled), size):
        portion = shuffled[begin : begin + size]
        around = stretches((one.at for one in portion), most=3)
        near = [one for one in shuffled if any(first <= one.at <= last for first, last in around)]
        verdicts = judge(near)
        for one in portion:
            assert verdicts.get(one.id) == whole.get(one.id)


@given(st.lists(st.integers(0, 2_000_000), max_size=50), st.integers(1, 5))
def test_stretches_hold_all_neighbours_and_are_few(moments, most):
    found = stretches(moments, most=most)
    assert len(found) <= most
    assert found == sorted(found)
    assert all(before[1] < after[0] for before, after in zip(found, found[1:], strict=False))
    for moment in moments:
        assert any(first <= moment - BEFORE_MS and moment + AFTER_MS <= last for first, last in found)


def test_stretches_leave_the_longest_silences_out():
    hour = 60 * MINUTE_MS
    assert stretches([0, hour, hour + 5, 9 * hour], most=2) == [
        (-BEFORE_MS, hour + 5 + AFTER_MS),
        (9 * hour - BEFORE_MS, 9 * hour + AFTER_MS),
    ]
    assert stretches([]) == []


@pytest.mark.parametrize("most", [1, 8])
def test_neighbouring_moments_share_a_stretch(most):
    assert stretches([0, BEFORE_MS], most=most) == [(-BEFORE_MS, BEFORE_MS + AFTER_MS)]
