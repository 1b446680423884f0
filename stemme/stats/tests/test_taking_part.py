import datetime as dt

import pytest
from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.periods import month_of
from stemme.stats import actions, queries, turnout_queries
from stemme.stats.involvement import Involvement

NOVEMBER = month_of(dt.date(2026, 11, 12))


@pytest.fixture
def note(cast, now):
    def write(kind, person, story=7, **later):
        with transaction.atomic():
            record(
                kind,
                organisation_id=person.organisation_id,
                actor_id=person.id,
                subject_id=story,
                at=now + dt.timedelta(**later),
            )

    return write


def test_of_those_offered_how_many_did_something(cast, note, now):
    for person in (cast.cleo, cast.dan, cast.bo, cast.ana):
        note(facts.STORY_OFFERED, person)
    note(facts.STORY_READ, cast.cleo)
    note(facts.STORY_SHARED, cast.cleo)
    note(facts.STORY_SAVED, cast.dan)
    assert actions.read_facts(now=now) == 7
    assert actions.read_facts(now=now) == 0
    assert queries.story_involvement(cast.nordlys.id, [7, 8]) == {7: Involvement(4, 2)}
    assert queries.sharers_by_story(cast.nordlys.id, [7]) == {7: 1}
    assert queries.story_involvement(cast.other.id, [7]) == {}


def test_one_person_is_one_however_often(cast, note, now):
    for channel in range(3):
        note(facts.STORY_SHARED, cast.cleo, hours=channel)
        actions.read_facts(now=now)
    note(facts.STORY_READ, cast.cleo, story=8)
    actions.read_facts(now=now)
    actions.snapshot_invited(now=now)
    overall = turnout_queries.attendance(cast.nordlys.id, NOVEMBER, ()).overall
    assert (overall.invited, overall.took_part) == (6, 1)
    assert queries.story_involvement(cast.nordlys.id, [7])[7].involved == 1
    assert turnout_queries.attendance(cast.nordlys.id, NOVEMBER, ()).all.shares == 3
    assert turnout_queries.attendance(cast.nordlys.id, NOVEMBER, ()).all.first_sharers == 1
    assert turnout_queries.took_part_of(cast.nordlys.id, cast.cleo.id, NOVEMBER.first)
    assert not turnout_queries.took_part_of(cast.nordlys.id, cast.dan.id, NOVEMBER.first)


def test_the_first_share_is_first_only_once(cast, note, now):
    note(facts.STORY_SHARED, cast.cleo)
    actions.read_facts(now=now)
    note(facts.STORY_SHARED, cast.cleo, story=9, days=30)
    note(facts.STORY_SHARED, cast.dan, story=9, days=30)
    actions.read_facts(now=now)
    assert turnout_queries.attendance(cast.nordlys.id, NOVEMBER, ()).all.first_sharers == 1
    assert turnout_queries.attendance(cast.nordlys.id, month_of(dt.date(2026, 12, 1)), ()).all.first_sharers == 1


def test_groups_count_those_below_them(cast, note, now):
    note(facts.STORY_READ, cast.cleo)
    note(facts.STORY_READ, cast.dan)
    actions.read_facts(now=now)
    actions.snapshot_invited(now=now)
    teams = [cast.turbine.id, cast.wind.id, cast.grid.id]
    attended = turnout_queries.attendance(cast.nordlys.id, NOVEMBER, teams)
    assert {team: attended.parts[team].took_part for team in teams} == dict.fromkeys(teams, 1)
    assert attended.invited == {
        0: 6,
        cast.turbine.id: 1,
        cast.wind.id: 1,
        cast.grid.id: 5,
    }


def test_batches_of_one_give_the_same(cast, note, now):
    for person in (cast.cleo, cast.dan):
        note(facts.STORY_OFFERED, person)
        note(facts.STORY_READ, person)
        note(facts.STORY_SHARED, person)
    while actions.read_facts(now=now, limit=1):
        pass
    assert queries.story_involvement(cast.nordlys.id, [7]) == {7: Involvement(2, 2)}
    assert turnout_queries.attendance(cast.nordlys.id, NOVEMBER, ()).all.first_sharers == 2
