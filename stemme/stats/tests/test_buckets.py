import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from stemme.stats.buckets import COLUMNS, Hit, Tallies, new_bits, place_in_time, tally, things

DAY = dt.date(2026, 11, 12)


def hit(**changes):
    plain = {
        "organisation_id": 1, "link_id": 5, "story_id": 7, "person_id": 9, "channel": "linkedin", "teams": (3, 2),
        "day": DAY, "hour": 80, "hit": "human", "visitor": 1234,
    }  # fmt: skip
    return Hit(**(plain | changes))


def sums(tallies):
    return {row[:5]: list(row[5:]) for row in tallies.rows()}


def figures(tallies: Tallies, *bucket):
    return dict(zip(COLUMNS, sums(tallies)[bucket], strict=True))


def count(hits):
    seen = {}
    return tally([(one, new_bits(one, seen)) for one in hits])


def test_a_second_click_of_the_same_visitor_is_a_click_and_no_visitor():
    tallies = count([hit(), hit()])
    for bucket in (
        (1, "all", "day", DAY, 0),
        (1, "link", "total", dt.date(1, 1, 1), 5),
        (1, "story", "month", dt.date(2026, 11, 1), 7),
        (1, "team", "day", DAY, 2),
    ):
        assert figures(tallies, *bucket) | {"clicks": 2, "visitors": 1} == figures(tallies, *bucket)


def test_one_visitor_on_two_links_is_new_for_each_link_and_once_for_the_organisation():
    tallies = count([hit(), hit(link_id=6, person_id=10)])
    assert figures(tallies, 1, "all", "day", DAY, 0)["visitors"] == 1
    assert figures(tallies, 1, "link", "day", DAY, 5)["visitors"] == 1
    assert figures(tallies, 1, "link", "day", DAY, 6)["visitors"] == 1
    assert figures(tallies, 1, "story", "day", DAY, 7)["visitors"] == 1


def test_robots_and_do_not_track_are_no_visitors():
    tallies = count(
        [hit(hit="preview", visitor=None), hit(hit="bot"), hit(hit="odd"), hit(hit="self"), hit(visitor=None)]
    )
    assert figures(tallies, 1, "all", "total", dt.date(1, 1, 1), 0) == {
        "clicks": 1, "visitors": 0, "previews": 1, "bots": 1, "suspects": 1, "own": 1,
    }  # fmt: skip


def test_midnight_is_the_organisations_own():
    before_midnight_utc = int(dt.datetime(2026, 11, 12, 23, 30, tzinfo=dt.UTC).timestamp() * 1000)
    assert place_in_time(before_midnight_utc, ZoneInfo("Europe/Oslo")) == (dt.date(2026, 11, 13), 4 * 24)
    assert place_in_time(before_midnight_utc, ZoneInfo("UTC")) == (DAY, 3 * 24 + 23)


hits = st.builds(
    hit,
    link_id=st.integers(1, 3),
    person_id=st.sampled_from([None, 9, 10]),
    hit=st.sampled_from(["human", "bot", "preview", "self"]),
    visitor=st.sampled_from([None, 1, 2, 3]),
    day=st.sampled_from([DAY, DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=30)]),
)


@given(st.lists(hits, max_size=40))
def test_days_add_up_to_months_and_to_the_total(many):
    found = sums(count(many))
    for organisation, dimension, grain, start, key in found:
        if grain != "total":
            continue
        total = found[organisation, dimension, "total", start, key]
        for part in ("day", "month") if dimension != "link" else ("day",):
            rows = [v for (o, d, g, _, k), v in found.items() if (o, d, g, k) == (organisation, dimension, part, key)]
            assert [sum(column) for column in zip(*rows, strict=True)] == total


@given(st.lists(hits, max_size=40))
def test_the_bits_alone_give_the_same_figures_again(many):
    seen, kept = {}, []
    for one in many:
        kept.append((one, new_bits(one, seen)))
    forgotten = [(one._replace(visitor=None), bits) for one, bits in kept]
    assert sums(tally(forgotten)) == sums(tally(kept))


def test_the_fifteen_bits_are_not_outgrown():
    assert len(things(hit(teams=tuple(range(40))))) == 15


def test_links_have_no_months():
    assert {row[2] for row in count([hit()]).rows() if row[1] == "link"} == {"day", "total"}
