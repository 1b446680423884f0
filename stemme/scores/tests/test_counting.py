"""The nightly count: who has a card, the frozen yardsticks, portions, weeks, and two counts at once."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.people.models import Person
from stemme.people.queries import organisation, viewer
from stemme.privacy import actions as privacy
from stemme.privacy.queries import held
from stemme.project.schedule import SCHEDULE
from stemme.scores import actions, counting, forgetting_actions, jobs
from stemme.scores.models import Baseline, Card, Count, WeekScore
from stemme.scores.queries import card_of, history_of, scores_of

pytestmark = pytest.mark.django_db


def rows(table, org):
    return list(table.objects.filter(organisation_id=org.id).order_by("pk").values())


def test_a_card_says_what_it_was_counted_from(cast, share, come, count, now):
    come(share(cast.cleo, days=20), 3)
    share(cast.cleo, days=400)
    assert count() == 1
    [row] = rows(Card, cast.nordlys)
    assert row["lines"] == [
        [row["lines"][0][0], "linkedin", int((now - dt.timedelta(days=20)).timestamp()), 3, 0, 0, 0]
    ]
    card = card_of(cast.nordlys.id, cast.cleo.id)
    assert (card.exact, card.counted_at, card.quarter) == (row["value"], now, dt.date(2026, 10, 1))
    assert card.whole.value == card.exact, "counted again from its lines it is the same, to the last digit"
    assert scores_of(cast.nordlys.id, [cast.cleo.id, cast.dan.id]) == {cast.cleo.id: card.exact}
    assert card_of(cast.other.id, cast.cleo.id) is None


def test_counted_twice_it_is_the_same(cast, share, come, count):
    come(share(cast.cleo), 3)
    count()
    first = [rows(table, cast.nordlys) for table in (Baseline, Card, WeekScore, Count)]
    count()
    assert [rows(table, cast.nordlys) for table in (Baseline, Card, WeekScore, Count)] == first


def test_each_week_leaves_one_note(cast, share, come, count):
    come(share(cast.cleo), 3)
    for days in (0, 1, 7, 8):
        count(days)
    notes = history_of(cast.nordlys.id, cast.cleo.id)
    assert [week for week, _score in notes] == [dt.date(2026, 11, 9), dt.date(2026, 11, 16)]
    assert WeekScore.objects.filter(organisation_id=cast.nordlys.id).order_by("week").last().value == (
        card_of(cast.nordlys.id, cast.cleo.id).exact
    )


def test_who_left_or_said_no_has_none(cast, share, come, count, now):
    for person in (cast.cleo, cast.dan, cast.ana):
        come(share(person), 3)
    count()
    assert Card.objects.filter(organisation_id=cast.nordlys.id).count() == 3
    privacy.leave(viewer=viewer(cast.cleo.id, scope="employee"), now=now)
    assert card_of(cast.nordlys.id, cast.cleo.id) is None, "at once"
    assert history_of(cast.nordlys.id, cast.cleo.id) == []
    Person.objects.filter(id=cast.dan.id).update(deactivated_at=now)
    assert count(1) == 1
    assert list(Card.objects.filter(organisation_id=cast.nordlys.id).values_list("person_id", flat=True)) == [
        cast.ana.id
    ]


def test_it_is_in_the_export_and_goes_with_the_person(cast, share, come, count, now, settings, tmp_path):
    settings.DATA = tmp_path  # the ledger of erasures is a file
    come(share(cast.cleo), 3)
    count()
    told = str(held(viewer(cast.cleo.id, scope="employee")))
    assert str(card_of(cast.nordlys.id, cast.cleo.id).exact) in told
    privacy.erase(organisation_id=cast.nordlys.id, person_id=cast.cleo.id, now=now, reason="asked")
    assert not Card.objects.filter(organisation_id=cast.nordlys.id).exists()
    assert not WeekScore.objects.filter(organisation_id=cast.nordlys.id).exists()
    assert count(1) == 0


def test_old_notes_go_after_a_year(cast, share, come, count, now):
    come(share(cast.cleo), 3)
    count()
    assert forgetting_actions.forget_old(now=now + dt.timedelta(days=360)) == 0
    assert forgetting_actions.forget_old(now=now + dt.timedelta(days=370)) == 2


def test_yardsticks_are_frozen_for_a_quarter(cast, share, come, count, crowd):
    for person in crowd:
        come(share(person, channel="x"), 8)
    count()
    frozen = Baseline.objects.get(organisation_id=cast.nordlys.id, channel="x")
    assert (frozen.shares, frozen.quarter) == (10, dt.date(2026, 10, 1))
    assert frozen.value == pytest.approx((8**10 * 2**30) ** (1 / 40))
    before = card_of(cast.nordlys.id, crowd[0].id).exact
    for person in crowd[1:]:
        come(share(person, channel="x"), 90)
    count()
    assert card_of(cast.nordlys.id, crowd[0].id).exact == before, "nobody's success raises the bar within the quarter"
    count(60)
    assert Baseline.objects.filter(organisation_id=cast.nordlys.id, quarter=dt.date(2027, 1, 1), channel="x").exists()
    assert set(Baseline.objects.filter(organisation_id=cast.nordlys.id).values_list("version", flat=True)) == {1}


def test_a_few_people_make_no_yardstick(cast, share, come, count, crowd):
    for person in crowd[:7]:
        come(share(person, channel="x"), 8)
    count()
    few = Baseline.objects.get(organisation_id=cast.nordlys.id, channel="x")
    assert (few.value, few.shares) == (2.0, 0), "or its number would be about one of them"


def test_a_band_needs_enough_people_with_firm_scores(cast, share, come, count, crowd):
    def share_four(person, visitors):
        for _ in range(4):
            come(share(person, days=8), visitors)

    for number, person in enumerate(crowd[:7]):
        share_four(person, number)
    count()
    assert card_of(cast.nordlys.id, crowd[6].id).band is None
    share_four(crowd[7], 9)
    count()
    assert card_of(cast.nordlys.id, crowd[7].id).band == (75, 100)
    assert card_of(cast.nordlys.id, crowd[0].id).band == (0, 25)
    come(share(cast.cleo), 4)
    count()
    assert card_of(cast.nordlys.id, cast.cleo.id).band is None, "provisional ones are compared with nobody"


def test_portions_of_any_size_give_the_same(cast, share, come, count, crowd, monkeypatch):
    for number, person in enumerate(crowd):
        come(share(person), number)
    count()
    whole = dict(Card.objects.filter(organisation_id=cast.nordlys.id).values_list("person_id", "value"))
    monkeypatch.setattr(counting, "_PEOPLE_AT_ONCE", 3)
    assert count() == 10
    assert dict(Card.objects.filter(organisation_id=cast.nordlys.id).values_list("person_id", "value")) == whole


def test_an_older_count_never_replaces_a_newer_one(cast, share, come, count, now):
    come(share(cast.cleo), 3)
    count(2)
    newer = rows(Card, cast.nordlys), rows(WeekScore, cast.nordlys)
    assert actions.count_organisation(organisation=organisation(cast.nordlys.id), now=now) == 0
    assert (rows(Card, cast.nordlys), rows(WeekScore, cast.nordlys)) == newer


def test_more_shares_need_no_more_queries(cast, share, come, count, crowd):
    def asked():
        with CaptureQueriesContext(connection) as found:
            count()
        return len([query for query in found if "INSERT INTO scores" not in query["sql"]])

    come(share(crowd[0]), 1)
    count()
    few = asked()
    for person in crowd:
        share(person)
        share(person, channel="x")
    assert asked() == few


def test_others_count_for_themselves(cast, share, come, count):
    come(share(cast.cleo), 3)
    count()
    assert rows(Card, cast.other) == []
    assert Count.objects.get(organisation_id=cast.other.id).people == 0


def test_the_job_counts_every_night(cast, share, come, now):
    come(share(cast.cleo), 3)
    slot = next(slot for slot in SCHEDULE if slot.task == "stemme.scores.jobs.count_scores")
    assert slot.daily_at is not None
    assert jobs.count_scores.call() == 1
    assert Count.objects.get(organisation_id=cast.nordlys.id).at <= timezone.now()
