import datetime as dt

import pytest
from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.periods import Period, month_of, quarter_of, week_of, year_of
from stemme.links import actions as links
from stemme.links.cards import Card
from stemme.links.models import ClickInbox
from stemme.stats import actions, queries, spread_actions, spread_queries
from stemme.stats.models import SpreadFigures, Turnout
from stemme.stats.stretches import pieces, turnout_stretch_of
from stemme.stats.turnout_queries import EVERYBODY, NO_TEAM, NOBODY, Part, attendance, counted

NOVEMBER = month_of(dt.date(2026, 11, 12))


@pytest.fixture
def note(cast):
    def write(kind, person, story=7, days=0):
        with transaction.atomic():
            record(
                kind,
                organisation_id=cast.nordlys.id,
                actor_id=person.id,
                subject_id=story,
                at=cast.now + dt.timedelta(days=days),
            )

    return write


@pytest.fixture
def visit(cast):
    def come(person, number, days=0):
        link = links.make_link(
            organisation_id=cast.nordlys.id, person_id=person.id, story_id=7, channel="mail",
            card=Card(language="en", url="https://nordlys.example/salmon", title="Salmon"),
            now=cast.now - dt.timedelta(days=100),
        )  # fmt: skip
        at = int((cast.now + dt.timedelta(days=days, minutes=-1)).timestamp() * 1000)
        start = 1_000_000 * link.id + at
        ClickInbox.objects.bulk_create(
            ClickInbox(organisation_id=cast.nordlys.id, link_id=link.id, at=at, hit="human", visitor=start + n)
            for n in range(number)
        )

    return come


def test_what_is_kept_for_groups_is_what_the_people_did(cast, note, now):
    for days in (-40, -8, 0, 1):
        note(facts.STORY_SHARED, cast.cleo, story=50 + days, days=days)
    note(facts.STORY_READ, cast.dan, days=-8)
    type(cast.ana).objects.filter(id=cast.ana.id).update(team=None)
    note(facts.STORY_READ, cast.ana)
    while actions.read_facts(now=now, limit=2):
        pass
    kept = Turnout.objects.filter(organisation_id=cast.nordlys.id)
    stretches = set(kept.values_list("grain", "start"))
    assert {grain for grain, _ in stretches} == {"week", "month", "quarter", "year"}
    for day in (now.date(), now.date() - dt.timedelta(days=8), now.date() - dt.timedelta(days=40)):
        for period in (week_of(day), month_of(day), quarter_of(day), year_of(day)):
            grain, start = turnout_stretch_of(period)
            rows = kept.filter(grain=grain, start=start).values_list("team_id", "took_part", "first_sharers", "shares")
            assert {team: Part(*sums) for team, *sums in rows} == counted(cast.nordlys.id, period)
    november = attendance(cast.nordlys.id, NOVEMBER, [cast.wind.id, cast.grid.id])
    assert november.all == Part(3, 0, 3)
    assert november.parts[NO_TEAM] == Part(1, 0, 0)
    assert attendance(cast.nordlys.id, quarter_of(now.date()), ()).all == Part(3, 1, 4)


def test_other_stretches_are_counted_from_what_people_did(cast, note, now):
    note(facts.STORY_READ, cast.cleo, days=-31)
    note(facts.STORY_READ, cast.cleo)
    actions.read_facts(now=now)
    two_months = Period(dt.date(2026, 10, 1), dt.date(2026, 11, 30))
    assert attendance(cast.nordlys.id, two_months, ()).all == Part(1, 0, 0)


def test_nobody_took_part(cast):
    assert attendance(cast.nordlys.id, NOVEMBER, ()).all == NOBODY
    assert attendance(cast.nordlys.id, NOVEMBER, ()).parts.get(EVERYBODY) is None


def test_spreads_are_counted_where_something_changed(cast, note, visit, now):
    actions.snapshot_invited(now=now)
    visit(cast.cleo, 4)
    visit(cast.dan, 3)
    note(facts.STORY_SHARED, cast.cleo)
    actions.roll_up(now=now)
    actions.read_facts(now=now)
    periods = [week_of(now.date()), NOVEMBER, quarter_of(now.date()), year_of(now.date())]
    expected = [spread_queries.counted_spread(cast.nordlys.id, period) for period in periods]
    assert spread_actions.count_spreads() == 4
    assert spread_actions.count_spreads() == 0
    assert SpreadFigures.objects.filter(organisation_id=cast.nordlys.id).count() == 4
    assert spread_queries.other_97(cast.nordlys.id, periods, began=now.date()) == expected
    assert (expected[1].by_most_active, expected[1].by_others) == (4, 3)
    visit(cast.dan, 5, days=-1)
    actions.roll_up(now=now)
    assert spread_actions.count_spreads() == 4
    assert spread_queries.other_97(cast.nordlys.id, [NOVEMBER], began=now.date())[0].by_others == 8


def test_spreads_of_weeks_without_visitors_any_more_are_dropped(cast, visit, now):
    visit(cast.cleo, 2)
    actions.roll_up(now=now)
    spread_actions.count_spreads()
    queries.Tally.objects.all().delete()
    assert spread_actions.count_spreads() == 4
    assert not SpreadFigures.objects.exists()


def test_several_spreads_are_one_question(cast, visit, now, django_assert_num_queries):
    visit(cast.cleo, 2)
    actions.roll_up(now=now)
    spread_actions.count_spreads()
    periods = [NOVEMBER.before().before(), NOVEMBER.before(), NOVEMBER, year_of(now.date())]
    with django_assert_num_queries(1):
        spread_queries.other_97(cast.nordlys.id, periods, began=now.date())


def test_a_story_is_counted_in_the_division_of_who_saw_it(cast, note, now):
    for person in (cast.cleo, cast.dan, cast.eve):
        note(facts.STORY_OFFERED, person)
    note(facts.STORY_SHARED, cast.cleo)
    note(facts.STORY_SHARED, cast.cleo)
    actions.read_facts(now=now)
    tops = [cast.wind.id, cast.grid.id]
    found = queries.seen_by_division(cast.nordlys.id, tops, [7, 8], now=now)
    offered = {top: found[top][7][0] for top in tops if top in found}
    assert sum(offered.values()) >= 2 - 1e-9
    assert found[cast.wind.id][7][1] == pytest.approx(1)
    assert queries.seen_by_division(cast.nordlys.id, tops, [8], now=now) == {}


def test_what_happened_a_fortnight_ago_counts_half_of_late_and_whole_ever(cast, note, now):
    note(facts.STORY_OFFERED, cast.cleo, days=-14)
    note(facts.STORY_OFFERED, cast.dan)
    note(facts.STORY_SHARED, cast.cleo)
    actions.read_facts(now=now)
    seen = queries.seen_by_everybody(cast.nordlys.id, [7, 8], now=now)
    assert set(seen) == {7}
    assert (seen[7].offered, seen[7].sharers) == (2, 1)
    assert seen[7].offered_lately == pytest.approx(1.5)
    assert seen[7].sharers_lately == pytest.approx(1)
    later = queries.seen_by_everybody(cast.nordlys.id, [7], now=now + dt.timedelta(days=28))
    assert later[7].offered_lately == pytest.approx(0.375)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-10-01", "2026-10-31", [("month", "2026-10-01", "2026-10-31")]),
        ("2026-07-01", "2026-09-30", [("month", "2026-07-01", "2026-09-30")]),
        ("2026-10-05", "2026-10-11", [("day", "2026-10-05", "2026-10-11")]),
        ("2026-10-20", "2026-11-12", [("day", "2026-10-20", "2026-11-12")]),
        (
            "2026-08-20",
            "2026-11-12",
            [
                ("day", "2026-08-20", "2026-08-31"),
                ("month", "2026-09-01", "2026-10-31"),
                ("day", "2026-11-01", "2026-11-12"),
            ],
        ),
        ("2026-09-01", "2026-10-12", [("month", "2026-09-01", "2026-09-30"), ("day", "2026-10-01", "2026-10-12")]),
        ("2026-08-31", "2026-10-31", [("day", "2026-08-31", "2026-08-31"), ("month", "2026-09-01", "2026-10-31")]),
    ],
)  # fmt: skip
def test_a_stretch_is_whole_months_with_days_before_and_behind(first, last, expected):
    found = pieces(Period(dt.date.fromisoformat(first), dt.date.fromisoformat(last)))
    assert [(grain, str(piece.first), str(piece.last)) for grain, piece in found] == expected


def test_figures_of_a_long_stretch_are_the_sum_of_its_days(cast, visit, now):
    for days in (-70, -40, -12, 0):
        visit(cast.cleo, 2, days=days)
    actions.roll_up(now=now)
    period = Period(now.date() - dt.timedelta(days=75), now.date())
    assert len(pieces(period)) == 3
    assert queries.totals(cast.nordlys.id, period).visitors == 8
    assert queries.by_key(cast.nordlys.id, "person", period)[cast.cleo.id].visitors == 8
    assert queries.by_key(cast.nordlys.id, "person", period, keys=[cast.dan.id]) == {}
