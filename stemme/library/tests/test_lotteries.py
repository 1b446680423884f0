"""Lots: exactly so many, anybody as likely as anybody else; whom they hold back, where, and until when."""

import datetime as dt
from collections import Counter

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some

from stemme.feed.queries import ranked_for
from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.library import lots
from stemme.library import lottery_queries as lotteries
from stemme.library import queries as library
from stemme.library.actions.lotteries import LotteryError, draw, end, forget_old, forget_person
from stemme.library.models import Campaign, Lot, Lottery
from stemme.library.reach_queries import story_reaching
from stemme.library.tests.lottery_stage import make_story
from stemme.people.models import Person
from stemme.people.queries import viewer as viewer_of
from stemme.project.schedule import SCHEDULE


@given(some.sets(some.integers(1, 10_000), max_size=300), some.integers(5, 50), some.integers(0, 2**64))
def test_exactly_the_share_is_held_back_whatever_the_order(people, share, seed):
    held = lots.draw(people, share=share, seed=seed)
    assert held <= people and len(held) == lots.held_number(len(people), share)
    assert abs(len(held) - len(people) * share / 100) <= 0.5
    assert held == lots.draw(sorted(people, reverse=True), share=share, seed=seed)


def test_everybody_is_as_likely_as_anybody_else():
    counted = Counter(person for seed in range(4_000) for person in lots.draw(range(20), share=10, seed=seed))
    # 400 expected of each, standard deviation 19.
    assert len(counted) == 20 and all(310 < number < 490 for number in counted.values())


@pytest.mark.parametrize("share", [4, 51])
def test_nobody_holds_back_next_to_nobody_or_most(share):
    with pytest.raises(ValueError, match="per cent"):
        lots.draw(range(100), share=share, seed=1)


@pytest.fixture
def stage(cast):
    """A story in a campaign, and 100 colleagues who could be invited."""
    cast.campaign = Campaign.objects.create(organisation=cast.nordlys, name="Autumn")
    cast.story = make_story(cast, campaign=cast.campaign)
    Person.objects.bulk_create(
        Person(
            organisation=cast.nordlys, team=cast.grid, email=f"c{n}@nordlys.example", given_name="C",
            family_name=str(n), language="en", place="Bergen", invited_at=cast.now, joined_at=cast.now,
        )
        for n in range(100)
    )  # fmt: skip
    cast.crowd = list(Person.objects.filter(family_name__in=map(str, range(100))).values_list("id", flat=True))
    cast.lead = viewer_of(cast.lea.id, scope="employee")
    return cast


def drawn(stage, **more):
    values = {"story_id": stage.story.id, "share": 10, "ends_at": stage.now + dt.timedelta(days=14), "seed": 7}
    return draw(actor=stage.lead, person_ids=stage.crowd, now=stage.now, **(values | more))


@pytest.mark.parametrize("campaign", [False, True])
def test_who_is_held_back_is_left_out_of_lists_until_it_ends(stage, campaign):
    more = {"story_id": None, "campaign_id": stage.campaign.id} if campaign else {}
    lottery = drawn(stage, **more)
    held = lotteries.lots_of(stage.nordlys.id, lottery).held
    assert len(held) == 10

    def without(moment):
        found = ranked_for(stage.nordlys.id, stage.crowd, now=moment, limit=5)
        return {person for person, rows in found.items() if stage.story.id not in {row.story.id for row in rows}}

    assert without(stage.now) == held
    assert without(stage.now + dt.timedelta(days=14)) == set()
    assert end(organisation_id=stage.nordlys.id, lottery_id=lottery, actor=stage.lead, now=stage.now)
    assert without(stage.now) == set()
    assert not end(organisation_id=stage.nordlys.id, lottery_id=lottery, actor=stage.lead, now=stage.now)
    assert list(Fact.objects.filter(kind__startswith="lottery").values_list("kind", flat=True)) == [
        facts.LOTTERY_DRAWN, facts.LOTTERY_ENDED,
    ]  # fmt: skip


def test_who_gets_it_from_a_colleague_may_read_and_share_it(stage):
    lottery = drawn(stage)
    person = next(iter(lotteries.lots_of(stage.nordlys.id, lottery).held))
    someone = viewer_of(person, scope="employee")
    assert story_reaching(someone, stage.story.id, now=stage.now) is not None


def test_asking_costs_one_query_whether_there_is_a_lottery_or_not(stage):
    live = library.live_stories(stage.nordlys.id, now=stage.now)
    with CaptureQueriesContext(connection) as without:
        assert lotteries.held_back(stage.nordlys.id, live, now=stage.now) == {}
    drawn(stage)
    with CaptureQueriesContext(connection) as within:
        assert len(lotteries.held_back(stage.nordlys.id, live, now=stage.now)) == 10
    assert len(without) == len(within) == 1
    assert lotteries.held_back(stage.other.id, live, now=stage.now) == {}
    assert len(lotteries.held_from(stage.nordlys.id, live[0], now=stage.now)) == 10


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"ends_at": dt.timedelta(days=6)}, "days"),
        ({"ends_at": dt.timedelta(days=57)}, "days"),
        ({"story_id": 0}, "missing"),
        ({"share": 5}, "few"),
    ],
)
def test_what_cannot_be_drawn(stage, changed, reason):
    if "ends_at" in changed:
        changed = {"ends_at": stage.now + changed["ends_at"]}
    with pytest.raises(LotteryError) as told:
        drawn(stage, **changed)
    assert told.value.reason == reason and not Lottery.objects.exists()


def test_not_over_few_not_twice_and_not_over_another_organisation_s_story(stage):
    with pytest.raises(LotteryError, match="few"):
        draw(
            actor=stage.lead, story_id=stage.story.id, person_ids=stage.crowd[:79], share=50, seed=1, now=stage.now,
            ends_at=stage.now + dt.timedelta(days=14),
        )  # fmt: skip
    drawn(stage)
    with pytest.raises(LotteryError, match="there"):
        drawn(stage)
    stage.lead = viewer_of(stage.eve.id, scope="employee")
    with pytest.raises(LotteryError, match="missing"):
        drawn(stage)


def test_lots_go_with_the_person_and_thirty_days_after_the_end(stage):
    lottery = drawn(stage)
    forget_person(organisation_id=stage.nordlys.id, person_id=stage.crowd[0])
    assert Lot.objects.count() == 99 and not Lot.objects.filter(person_id=stage.crowd[0]).exists()
    end(organisation_id=stage.nordlys.id, lottery_id=lottery, actor=None, now=stage.now)
    assert forget_old(now=stage.now + dt.timedelta(days=30)) == 0
    assert forget_old(now=stage.now + dt.timedelta(days=31)) == 99


def test_lotteries_end_by_themselves():
    assert any(slot.task == "stemme.uplift.jobs.end_lotteries" for slot in SCHEDULE)
