"""When and where to share: what is said when there is much, little and nothing to go by."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.library.models import Story, Stream
from stemme.links.models import LinkTarget, TrackedLink
from stemme.sharing.models import OwnApps, Share
from stemme.stats.best_time import HOURS, NOTHING_KNOWN, BestTime, OwnShare, Sums, best
from stemme.stats.best_time_queries import best_of
from stemme.stats.models import ShareTally, Tally

EVEN = {(day, part): Sums(50, 100) for day in range(5) for part in HOURS}


def test_nothing_known_is_said_to_be_nothing():
    assert best([], {}, {}) == NOTHING_KNOWN == BestTime("linkedin", 9, None, from_own=False, evidence=0)


def test_a_few_own_shares_are_no_habit():
    few = [OwnShare("bluesky", 5, 19, 40), OwnShare("bluesky", 5, 19, 30)]
    found = best(few, {}, {})
    assert (found.evidence, found.from_own, found.hour, found.weekday) == (0, False, 9, None)
    assert found.channel == "bluesky", "where somebody shares is no matter of luck"


def test_ones_own_evidence_outweighs_colleagues_in_the_end():
    """The worked example of docs/algorithms/best-time.md."""
    colleagues = EVEN | {(1, 9): Sums(200, 800)}
    found = best([], colleagues, {"linkedin": Sums(900, 2400)})
    assert found == BestTime("linkedin", 9, 1, from_own=False, evidence=200)
    own = [OwnShare("linkedin", 3, 16, 12) for _ in range(8)] + [OwnShare("linkedin", 1, 9, 2) for _ in range(8)]
    found = best(own, colleagues, {"linkedin": Sums(900, 2400)})
    assert found == BestTime("linkedin", 16, 3, from_own=True, evidence=8)
    assert best(own[:2] + own[8:], colleagues, {"linkedin": Sums(900, 2400)}).weekday == 1, "two are too few for that"


def test_one_lucky_share_makes_no_habit():
    own = [OwnShare("linkedin", 2, 9, 4) for _ in range(6)] + [OwnShare("linkedin", 4, 18, 5_000)]
    assert best(own, EVEN, {}).weekday != 4
    more = own + [OwnShare("linkedin", 4, 18, 1) for _ in range(3)]
    assert best(more, EVEN, {}).weekday != 4, "nor among a few others at that hour"


def test_without_days_the_part_of_the_day_is_enough():
    own = [OwnShare("x", day, 16, 9) for day in range(5)] + [OwnShare("x", day, 10, 1) for day in range(5)]
    assert best(own, {}, {}) == BestTime("x", 16, None, from_own=True, evidence=5)


def test_only_channels_somebody_uses_are_named():
    channels = {"linkedin": Sums(100, 900), "facebook": Sums(400, 400), "x": Sums(50, 10)}
    assert best([], {}, channels).channel == "facebook", "where most colleagues share"
    assert best([], {}, channels, uses=("x", "linkedin")).channel == "linkedin"
    assert best([], {}, channels, uses=("mastodon",)).channel == "mastodon"


_SHARES = st.lists(
    st.builds(
        OwnShare, st.sampled_from(["x", "linkedin"]), st.integers(0, 6), st.integers(0, 23), st.integers(0, 10**6)
    ),
    max_size=12,
)
_SUMS = st.builds(Sums, st.integers(8, 10**5), st.integers(0, 10**6))


@given(
    _SHARES,
    st.dictionaries(st.tuples(st.integers(0, 6), st.sampled_from([0, 6, 9, 12, 15, 18, 21])), _SUMS, max_size=8),
)
def test_whatever_is_known_an_hour_of_the_day_comes_out(own, colleagues):
    found = best(own, colleagues, {})
    assert 6 <= found.hour <= 20 and found.evidence >= 0 and (found.weekday is None or 0 <= found.weekday <= 6)
    assert best([], colleagues, {}).from_own is False
    more = [OwnShare(share.channel, share.weekday, share.hour, 2 * share.visitors) for share in own]
    assert best(more, {}, {}).evidence >= 0


@given(_SHARES, st.permutations(range(12)))
def test_the_order_of_shares_does_not_matter(own, order):
    assert best([own[place] for place in order if place < len(own)], EVEN, {}) == best(own, EVEN, {})


@pytest.mark.django_db
def test_from_the_database(cast, now, django_assert_max_num_queries):
    ours = cast.nordlys
    stream = Stream.objects.create(organisation=ours, name="Wind")
    assert best_of(ours.id, cast.cleo.id, now=now) == NOTHING_KNOWN
    for week in range(12):
        at = dt.datetime(2026, 11, 5 if week % 2 else 2, 14, 30, tzinfo=dt.UTC) - dt.timedelta(weeks=week // 2)
        story = Story.objects.create(organisation=ours, stream=stream, language="en", target_url="https://n.example/1")
        target = LinkTarget.objects.create(
            organisation=ours, story_id=story.id, language="en", url="https://n.example/1", title="t"
        )
        link = TrackedLink.objects.create(
            organisation=ours, code=f"c{week}", target=target, story_id=story.id, person=cast.cleo, channel="mastodon"
        )
        Share.objects.create(
            organisation=ours, person=cast.cleo, story=story, link=link, channel="mastodon", language="en", shared_at=at
        )
        Tally.objects.create(
            organisation_id=ours.id,
            dimension="link",
            grain="total",
            start=dt.date(1, 1, 1),
            key=link.id,
            visitors=7 if week % 2 else 1,
        )
    for key, shares in (("0-09", 90), ("", 9)):
        ShareTally.objects.create(
            organisation_id=ours.id, grain="ever", start=dt.date(1, 1, 1), dimension="time", key=key, shares=shares,
            visitors=shares,
        )  # fmt: skip
    with django_assert_max_num_queries(6):
        found = best_of(ours.id, cast.cleo.id, now=now)
    assert (found.channel, found.weekday, found.from_own, found.evidence) == ("mastodon", 3, True, 6)
    assert found.hour in (15, 16), "by the clock of Oslo, in summer and in winter"
    assert best_of(ours.id, cast.dan.id, now=now) == BestTime("linkedin", 9, None, from_own=False, evidence=90)
    assert best_of(cast.other.id, cast.eve.id, now=now) == NOTHING_KNOWN
    OwnApps.objects.create(organisation=ours, person=cast.cleo, channels=["xing"])
    assert best_of(ours.id, cast.cleo.id, now=now).channel == "xing"
    cast.cleo.time_zone = "America/New_York"
    cast.cleo.save()
    assert best_of(ours.id, cast.cleo.id, now=now).hour in (9, 10)
