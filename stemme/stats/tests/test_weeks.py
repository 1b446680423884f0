import datetime as dt

import pytest
from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.periods import Period, month_of, quarter_of, week_of
from stemme.links import actions as links
from stemme.links.cards import Card
from stemme.links.models import ClickInbox
from stemme.people.models import Person
from stemme.stats import actions, queries, spread_queries, turnout_queries
from stemme.stats.involvement import Spread


def everybody(cast, period):
    return turnout_queries.attendance(cast.nordlys.id, period, ()).all


@pytest.fixture
def note(cast, now):
    def write(kind, person, story=7, at=now):
        with transaction.atomic():
            record(kind, organisation_id=person.organisation_id, actor_id=person.id, subject_id=story, at=at)

    return write


@pytest.fixture
def visit(cast, now):
    def make(person, visitors, channel="linkedin", at=now):
        card = Card("nb", "https://nordlys.example/nb/story", "Title", "", "", "Nordlys")
        link = links.make_link(
            organisation_id=cast.nordlys.id, person_id=person.id, story_id=7, channel=channel, card=card,
            now=at - dt.timedelta(hours=1),
        )  # fmt: skip
        for number in range(visitors):
            ClickInbox.objects.create(
                organisation_id=cast.nordlys.id,
                link_id=link.id,
                at=int(at.timestamp() * 1000) - 60_000,
                hit="human",
                visitor=1000 * link.id + number,
            )

    return make


def test_a_person_is_one_in_each_week_and_one_in_the_month(cast, note, now):
    for days in (0, 1, 7):
        note(facts.STORY_READ, cast.cleo, at=now + dt.timedelta(days=days))
    note(facts.STORY_READ, cast.dan, at=now + dt.timedelta(days=7))
    while actions.read_facts(now=now, limit=2):
        pass
    actions.snapshot_invited(now=now)
    took_part = [
        everybody(cast, period).took_part
        for period in (week_of(now.date()), week_of(now.date() + dt.timedelta(days=7)), month_of(now.date()))
    ]
    assert took_part == [1, 2, 2]
    assert everybody(cast, quarter_of(now.date())).took_part == 2


def test_the_first_share_is_first_in_its_week_and_in_its_month(cast, note, now):
    note(facts.STORY_SHARED, cast.cleo)
    note(facts.STORY_SHARED, cast.cleo, story=8, at=now + dt.timedelta(days=7))
    actions.read_facts(now=now)
    later = week_of(now.date() + dt.timedelta(days=7))
    assert everybody(cast, week_of(now.date())).first_sharers == 1
    assert everybody(cast, later).first_sharers == 0
    assert everybody(cast, month_of(now.date())).first_sharers == 1
    assert everybody(cast, later).shares == 1


def test_the_week_is_the_organisations_own(cast, note, now):
    """Sunday 23:30 in UTC is Monday in Bergen."""
    sunday = dt.datetime(2026, 11, 15, 23, 30, tzinfo=dt.UTC)
    note(facts.STORY_READ, cast.cleo, at=sunday)
    actions.read_facts(now=now)
    assert everybody(cast, week_of(dt.date(2026, 11, 15))).took_part == 0
    assert everybody(cast, week_of(dt.date(2026, 11, 16))).took_part == 1


def test_figures_began(cast, note, visit, now):
    assert queries.began(cast.nordlys.id) is None
    note(facts.STORY_READ, cast.cleo)
    actions.read_facts(now=now)
    assert queries.began(cast.nordlys.id) == dt.date(2026, 11, 9)
    visit(cast.cleo, 1, at=now - dt.timedelta(days=60))
    actions.roll_up(now=now)
    assert queries.began(cast.nordlys.id) == dt.date(2026, 9, 13)
    assert queries.began(cast.other.id) is None


def test_hits_by_channel(cast, visit, now):
    visit(cast.cleo, 3)
    visit(cast.cleo, 1, channel="mail")
    actions.roll_up(now=now)
    found = queries.by_channel(cast.nordlys.id, month_of(now.date()))
    assert {channel: figures.visitors for channel, figures in found.items()} == {"linkedin": 3, "mail": 1}


def test_the_other_97_by_month_agree_with_each_month(cast, note, visit, now):
    actions.snapshot_invited(now=now - dt.timedelta(days=40))
    for person, number, days in ((cast.cleo, 5, 0), (cast.dan, 2, 0), (cast.dan, 4, 35)):
        at = now - dt.timedelta(days=days)
        visit(person, number, channel=f"c{days}", at=at)
        note(facts.STORY_SHARED, person, story=days, at=at)
    note(facts.STORY_SHARED, cast.dan, story=9)
    actions.roll_up(now=now)
    actions.read_facts(now=now)
    october, november = month_of(dt.date(2026, 10, 1)), month_of(now.date())
    found = spread_queries.other_97(cast.nordlys.id, [october, november], began=october.first)
    assert found == [spread_queries.counted_spread(cast.nordlys.id, month) for month in (october, november)]
    assert found == [Spread(1, 5, 4, 0), Spread(1, 5, 2, 5)]


def test_visitors_through_somebody_who_left_are_with_the_others(cast, visit, now):
    actions.snapshot_invited(now=now)
    visit(cast.cleo, 4)
    Person.objects.filter(id=cast.cleo.id).delete()
    actions.roll_up(now=now)
    assert spread_queries.counted_spread(cast.nordlys.id, month_of(now.date())) == Spread(1, 5, 0, 4)


def test_people_without_a_team_are_a_group(cast, note, visit, now):
    actions.snapshot_invited(now=now)
    Person.objects.filter(id=cast.dan.id).update(team=None)
    actions.snapshot_invited(now=now)
    visit(cast.dan, 2)
    note(facts.STORY_SHARED, cast.dan)
    actions.roll_up(now=now)
    actions.read_facts(now=now)
    groups = turnout_queries.divisions_in(cast.nordlys.id, month_of(now.date()), without_team="None")
    assert [(g.name, g.people, g.took_part, g.visitors) for g in groups] == [
        ("Grid", 4, 0, 0),
        ("Offshore wind", 1, 0, 0),
        ("None", 1, 1, 2),
    ]


def test_a_group_is_compared_with_its_own_past(cast, note, now):
    october = now - dt.timedelta(days=30)
    actions.snapshot_invited(now=october)
    note(facts.STORY_READ, cast.cleo, at=october)
    Person.objects.filter(id=cast.bo.id).update(team=cast.turbine)
    actions.snapshot_invited(now=now)
    note(facts.STORY_READ, cast.cleo)
    actions.read_facts(now=now)
    period = Period(dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    wind = next(g for g in turnout_queries.divisions_in(cast.nordlys.id, period) if g.name == "Offshore wind")
    assert (wind.overall.rate, wind.before.rate, wind.change(floor=1)) == (50, 100, -50)
    assert wind.change(floor=5) is None
