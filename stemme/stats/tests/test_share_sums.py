"""Sums of shares by what they have in common: parts add up, small groups are merged, nothing is left to subtract."""

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from stemme.stats import share_sums as by
from stemme.stats.buckets import WEEK
from stemme.stats.share_sums import Attributes, CountedShare, domain_of, fit_to_be_kept, part_of_day, summed

STORIES = {
    1: Attributes(False, "nordlys.example", 10, (5,), "article"),
    2: Attributes(False, "jobs.nordlys.example", 11, (5, 6), "job"),
    3: Attributes(True, "paper.example", 12, (), "outside"),
}
PARTITIONS = [dimension for dimension in by.DIMENSIONS if dimension != by.TOPIC]
FIRST = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
moments = st.integers(0, 730 * 24).map(lambda hours: FIRST + dt.timedelta(hours=hours))
shares = st.builds(
    CountedShare,
    person_id=st.integers(1, 12),
    story_id=st.integers(1, 3),
    channel=st.sampled_from(["linkedin", "x", "mail"]),
    language=st.sampled_from(["nb", "en"]),
    at=moments,
    visitors=st.integers(0, 60),
    counted=st.sampled_from([True, True, True, False]),
    posted=st.booleans(),
)


def numbers(found):
    return found.shares, found.visitors, found.squares, found.posted, found.visited


def added_up(sums, dimension):
    parts = [numbers(found) for (of, _key), found in sums.items() if of == dimension]
    return tuple(sum(column) for column in zip(*parts, strict=True)) if parts else (0, 0, 0, 0, 0)


@given(st.lists(shares, max_size=60))
def test_the_parts_of_every_dimension_add_up_to_all_in_every_stretch(made):
    found = summed(made, STORIES).sums
    for sums in (sums for (grain, _start), sums in found.items() if grain != WEEK):
        whole = sums.get((by.WHOLE, ""), by.Sum())
        for dimension in PARTITIONS:
            assert added_up(sums, dimension) == numbers(whole)
        topics = added_up(sums, by.TOPIC)
        assert topics[0] >= whole.shares, "a story with two topics counts for each"
    counted = [share for share in made if share.counted]
    ever = found.get((by.ALWAYS, by.EVER), {})
    assert ever.get((by.WHOLE, ""), by.Sum()).shares == len(counted)
    assert ever.get((by.UNCOUNTED, ""), by.Sum()).shares == len(made) - len(counted)


@given(st.lists(shares, max_size=60))
def test_months_add_up_to_quarters_years_and_ever(made):
    found = summed(made, STORIES).sums
    totals = Counter()
    for (grain, _start), sums in found.items():
        for group, part in sums.items():
            totals[grain, group] += part.visitors * 1_000_000 + part.shares
    stories = sum(total for (_grain, group), total in totals.items() if group[0] == by.STORY)
    assert stories == totals[by.ALWAYS, (by.WHOLE, "")] == totals[WEEK, (by.WHOLE, "")]
    for (grain, group), total in totals.items():
        if group[0] != by.STORY and grain != WEEK:
            assert total == totals[by.MONTH, group], grain


@given(st.lists(shares, max_size=80), st.integers(2, 8))
def test_what_is_kept_is_never_about_few_and_still_adds_up(made, floor):
    for (grain, _start), sums in summed(made, STORIES).sums.items():
        kept = fit_to_be_kept(sums, floor=floor)
        whole = sums.get((by.WHOLE, ""))
        assert bool(kept) == (whole is not None and len(whole.people) >= floor)
        for (dimension, _key), found in kept.items():
            assert dimension == by.UNCOUNTED or len(found.people) >= floor
        for dimension in PARTITIONS if kept and grain != WEEK else []:
            assert added_up(kept, dimension) == numbers(whole)


def share(person, **changes):
    plain = {"story_id": 1, "channel": "x", "language": "en", "at": FIRST, "visitors": 3}
    return CountedShare(person_id=person, **(plain | changes))


def test_too_few_others_take_the_smallest_group_with_them():
    made = [share(n, channel="linkedin") for n in range(9)] + [share(n) for n in range(6)] + [share(1, channel="mail")]
    sums = summed(made, STORIES).sums[by.ALWAYS, by.EVER]
    kept = {key: found.shares for (of, key), found in fit_to_be_kept(sums, floor=5).items() if of == by.CHANNEL}
    assert kept == {"linkedin": 9, by.OTHERS: 7}, "mail alone would be all minus the two"


def test_one_person_many_times_is_one_person():
    sums = summed([share(1, story_id=n % 3 + 1) for n in range(50)], STORIES).sums[by.ALWAYS, by.EVER]
    assert fit_to_be_kept(sums, floor=5) == {}


def test_a_share_counts_where_and_when_it_was_made():
    sums = summed([share(1, story_id=2, at=dt.datetime(2026, 10, 25, 5, 59, tzinfo=dt.UTC))], STORIES).sums
    assert set(sums) == {
        ("week", dt.date(2026, 10, 19)),
        ("month", dt.date(2026, 10, 1)),
        ("quarter", dt.date(2026, 10, 1)),
        ("year", dt.date(2026, 1, 1)),
        ("ever", dt.date(1, 1, 1)),
    }
    assert set(sums["month", dt.date(2026, 10, 1)]) == {
        ("all", ""), ("origin", "own"), ("domain", "jobs.nordlys.example"), ("stream", "11"), ("topic", "5"),
        ("topic", "6"), ("kind", "job"), ("channel", "x"), ("language", "en"), ("weekday", "6"), ("part", "00"),
        ("time", "6-00"),
    }  # fmt: skip
    assert set(sums["week", dt.date(2026, 10, 19)]) == {("all", "")}
    assert ("story", "2") in sums["ever", by.EVER]


def test_shares_of_stories_that_are_gone_are_left_out():
    assert summed([share(1, story_id=99)], STORIES).sums == {}


def test_domains_are_hosts():
    assert domain_of("https://WWW.Nordlys.example:8443/a?b#c") == "nordlys.example"
    assert domain_of("https://jobs.nordlys.example/") == "jobs.nordlys.example"
    assert domain_of("http://[::1") == by.NONE
    assert domain_of("") == by.NONE


@given(st.integers(0, 23))
def test_every_hour_lies_in_a_part_of_the_day(hour):
    assert part_of_day(hour) in by.PARTS
    assert part_of_day(hour) <= hour
