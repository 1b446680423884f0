"""From the draw to the sums: who is in it, when it is counted, what the pages say and to whom."""

import datetime as dt
import json
import statistics

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.feed.models import Offer
from stemme.kit.periods import local_day
from stemme.library import lottery_queries as lotteries
from stemme.library.actions.lotteries import LotteryError
from stemme.library.models import Lot, Lottery
from stemme.library.tests.lottery_stage import make_story
from stemme.outcomes.models import Goal, OutcomeTally
from stemme.people.models import Person
from stemme.people.queries import viewer as viewer_of
from stemme.stats.models import Tally
from stemme.uplift import actions, queries
from stemme.uplift.models import Outcome
from stemme.uplift.sizes import people_for_means

DAY = dt.timedelta(days=1)


@pytest.fixture
def stage(cast):
    """Two live stories and 150 colleagues who could be invited, besides the six of the cast."""
    cast.now = timezone.now()
    cast.story = make_story(cast)
    make_story(cast)
    Person.objects.bulk_create(
        Person(
            organisation=cast.nordlys, team=cast.grid, email=f"c{n}@nordlys.example", given_name="Crowd",
            family_name=f"Nr{n}", language="en", place="Bergen", invited_at=cast.now, joined_at=cast.now,
        )
        for n in range(150)
    )  # fmt: skip
    cast.crowd = list(Person.objects.filter(given_name="Crowd").order_by("id").values_list("id", flat=True))
    cast.lead = viewer_of(cast.lea.id, scope="employee")
    return cast


def drawn(stage, *, share=20, days=20):
    return actions.draw(
        actor=stage.lead, story_id=stage.story.id, share=share,
        last_day=local_day(stage.now, "Europe/Oslo") + days * DAY, now=stage.now,
    )  # fmt: skip


def brings(stage, person, visitors, *, days=1):
    Tally.objects.create(
        organisation_id=stage.nordlys.id, dimension="person", grain="day",
        start=local_day(stage.now, "Europe/Oslo") + days * DAY, key=person, visitors=visitors,
    )  # fmt: skip


def test_who_was_offered_it_before_or_gets_no_mail_is_in_no_draw(stage):
    Offer.objects.bulk_create(
        Offer(organisation=stage.nordlys, person_id=person, story=stage.story, first_on=stage.now.date())
        for person in stage.crowd[:9]
    )
    Person.objects.filter(id=stage.crowd[9]).update(declined_at=stage.now)
    stage.story.without_teams.add(stage.turbine)
    lots = lotteries.lots_of(stage.nordlys.id, drawn(stage))
    everybody = lots.invited | lots.held
    assert everybody == {*stage.crowd[10:], stage.ada.id, stage.lea.id, stage.bo.id, stage.ana.id, stage.dan.id}
    assert len(lots.held) == 29


def test_it_ends_by_itself_and_keeps_sums_only(stage):
    lottery = drawn(stage)
    lots = lotteries.lots_of(stage.nordlys.id, lottery)
    for number, person in enumerate(sorted(lots.invited)):
        brings(stage, person, 3 + number % 3)
    for person in sorted(lots.held)[:5]:
        brings(stage, person, 1)
    brings(stage, min(lots.held), 500, days=21)  # after the last day
    goal = Goal.objects.create(
        organisation=stage.nordlys, name="Leads", kind="lead", key="leads", first_day=stage.now.date(), model="linear"
    )
    for person in sorted(lots.invited)[:40]:
        OutcomeTally.objects.create(
            organisation=stage.nordlys, goal=goal, dimension="person", key=person, grain="day", model="linear",
            start=local_day(stage.now, "Europe/Oslo") + 2 * DAY, conversions=500_000,
        )  # fmt: skip
    row = Lottery.objects.get()
    assert actions.end_due(now=row.ends_at - dt.timedelta(seconds=1)) == 0
    assert queries.results(stage.nordlys.id)[0].state == queries.RUNNING
    assert actions.end_due(now=row.ends_at) == 0
    row.refresh_from_db()
    assert row.ended_at == row.ends_at and queries.results(stage.nordlys.id)[0].state == queries.COUNTING
    later = row.ends_at + dt.timedelta(hours=2)
    assert actions.end_due(now=later) == 1 and actions.end_due(now=later) == 0
    sums = Outcome.objects.get().sums
    assert sums["visits"]["held"] == [31, 5, 5] and sums["visits"]["invited"][0] == 125
    assert sums["leads"]["invited"] == [125, 20.0, 10.0] and sums["leads"]["held"] == [31, 0, 0]
    assert set(sums) == {"visits", "leads"} and len(json.dumps(sums)) < 400
    (result,) = queries.results(stage.nordlys.id)
    assert (result.state, result.invited, result.held) == (queries.COUNTED, 125, 31)
    assert result.main.verdict == "caused" and 3 < result.main.low < result.main.difference < result.main.high < 5
    Lot.objects.all().delete()
    assert queries.results(stage.nordlys.id) == [result]


def test_ended_by_hand_the_days_until_then_are_compared(stage, let_in):
    lottery = drawn(stage)
    held = min(lotteries.lots_of(stage.nordlys.id, lottery).held)
    brings(stage, held, 4, days=0)
    brings(stage, held, 9, days=3)
    lead = let_in(stage.lea)
    assert let_in(stage.ana).post(f"/uplift/{lottery}/end/").status_code == 404
    assert lead.post(f"/uplift/{lottery}/end/").status_code == 303
    assert actions.end_due(now=timezone.now() + dt.timedelta(hours=3)) == 1
    assert Outcome.objects.get().sums["visits"]["held"] == [31, 4, 16]


def test_too_few_people_are_refused_with_a_reason(stage, let_in):
    Person.objects.filter(id__in=stage.crowd[60:]).update(declined_at=stage.now)
    with pytest.raises(LotteryError, match="few"):
        drawn(stage)
    day = local_day(stage.now, "Europe/Oslo") + 20 * DAY
    said = {"thing": f"story-{stage.story.id}", "share": 20, "last_day": day.isoformat()}
    answer = let_in(stage.lea).post("/uplift/draw/", said)
    assert answer.status_code == 422 and "Too few people" in answer.content.decode()


def test_pages_for_those_who_may(stage, let_in):
    lead = let_in(stage.lea)
    day = local_day(stage.now, "Europe/Oslo") + 20 * DAY
    said = {"thing": f"story-{stage.story.id}", "share": 20, "last_day": day.isoformat()}
    assert let_in(stage.ana).post("/uplift/draw/", said).status_code == 404
    answer = lead.post("/uplift/draw/", said)
    lottery = Lottery.objects.get()
    assert answer.status_code == 303 and answer["Location"] == f"/uplift/{lottery.id}/"
    assert lead.post("/uplift/draw/", {**said, "thing": "story-0"}).status_code == 422
    for person, may_draw in ((stage.lea, True), (stage.ana, False)):
        client = let_in(person)
        listed = client.get("/uplift/").content.decode()
        assert "Turbines in autumn" in listed and ("/uplift/draw/" in listed) == may_draw
        one = client.get(f"/uplift/{lottery.id}/").content.decode()
        assert "125 people were invited, 31 are compared" in one and "Crowd" not in one
        assert ("/end/" in one) == may_draw
    for outsider in (stage.cleo, stage.bo):
        assert let_in(outsider).get("/uplift/").status_code == 404
    assert let_in(stage.eve).get(f"/uplift/{lottery.id}/").status_code == 404
    assert let_in(stage.cleo).get("/how/uplift/").status_code == 200


def test_the_planner_answers_and_refuses_nonsense(stage, let_in):
    for person in stage.crowd[:30]:
        brings(stage, person, 2, days=0)
    client = let_in(stage.ana)
    said = {"share": 10, "days": 28, "wanted": 50, "base": 2, "lifted": 5}
    page = client.get("/uplift/", said).content.decode()
    assert "156 colleagues can be invited" in page and "38 visits per 100 people" in page
    spread = statistics.stdev([2] * 30 + [0] * 126)
    needed = people_for_means(difference=0.5, deviation=spread, held=0.1)
    assert f"What you ask for in visits takes {needed} people: there are too few." in page
    assert "Take a larger number" in client.get("/uplift/", {**said, "lifted": 2}).content.decode()


def test_the_list_asks_as_much_for_many_as_for_one(stage, let_in):
    client = let_in(stage.lea)
    first = drawn(stage)
    client.get("/uplift/")
    with CaptureQueriesContext(connection) as one:
        client.get("/uplift/")
    row = Lottery.objects.get(id=first)
    for _ in range(5):
        over = Lottery.objects.create(
            organisation=stage.nordlys, story=make_story(stage), drawn_at=row.drawn_at, ends_at=row.ends_at,
            ended_at=row.ends_at,
        )  # fmt: skip
        sums = {"invited": [90, 9, 9], "held": [10, 1, 1], "chance": 1.0}
        Outcome.objects.create(organisation=stage.nordlys, lottery=over, sums={"visits": sums})
    with CaptureQueriesContext(connection) as many:
        client.get("/uplift/")
    assert len(many) == len(one) <= 30
