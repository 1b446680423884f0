"""Answering, results, and that nobody can tell who answered what."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.kit.periods import quarter_of
from stemme.people.models import Organisation, RoleGrant
from stemme.people.queries import viewer as viewer_of
from stemme.pulse import actions, queries, wording
from stemme.pulse.forgetting_actions import forget_old, forget_person
from stemme.pulse.models import Answered, Pulse, Threshold

pytestmark = pytest.mark.django_db
QUARTER = dt.timedelta(days=92)


def as_viewer(person):
    return viewer_of(person.id, scope="employee")


def last_quarter(now):
    return quarter_of(quarter_of(now.date()).first - dt.timedelta(days=1)).first


def answers(organisation, now, **steps):
    return Pulse.objects.create(organisation=organisation, quarter=last_quarter(now), **steps)


def test_boards_hide_below_the_threshold_until_a_later_answer_is_better(cast, now):
    ours = cast.nordlys.id
    assert not queries.boards_hidden(ours, now=now), "no pulse hides nothing"
    answers(cast.nordlys, now, step_1=2, step_3=1, step_4=4, step_5=3)
    assert queries.boards_hidden(ours, now=now) and not queries.boards_hidden(cast.other.id, now=now)
    why = queries.why_hidden(ours, now=now)
    assert why is not None and (why.percent, why.answers, why.threshold) == (70, 10, 80)
    assert "80" in wording.why_hidden(why)
    Pulse.objects.create(organisation=cast.nordlys, quarter=quarter_of(now.date()).first, step_5=7)
    assert queries.boards_hidden(ours, now=now + QUARTER), "too few answers change nothing"
    Pulse.objects.filter(step_5=7).update(step_5=8)
    assert not queries.boards_hidden(ours, now=now + QUARTER)


def test_nothing_of_a_quarter_is_told_before_it_is_over(cast, now):
    Pulse.objects.create(organisation=cast.nordlys, quarter=quarter_of(now.date()).first, step_1=50)
    assert queries.results(cast.nordlys.id, now=now) == []
    assert not queries.boards_hidden(cast.nordlys.id, now=now)


def test_everybody_is_asked_once_and_the_rows_know_nobody(cast, now):
    people = (cast.ada, cast.lea, cast.bo, cast.ana, cast.cleo, cast.dan)
    facts_before = Fact.objects.count()
    for step, person in enumerate(people):
        assert queries.is_asked(as_viewer(person), now=now)
        assert actions.answer(actor=as_viewer(person), step=step, now=now)
        assert not actions.answer(actor=as_viewer(person), step=5, now=now)
        assert not queries.is_asked(as_viewer(person), now=now)
    row = Pulse.objects.get()
    assert (row.step_1, row.step_2, row.step_3, row.step_4, row.step_5, row.unsaid) == (1, 1, 1, 1, 1, 1)
    assert Answered.objects.count() == 6
    assert Fact.objects.count() == facts_before, "a fact has a person and a time"
    for table in (Pulse, Answered):
        columns = {field.attname for field in table._meta.concrete_fields}
        assert not columns & {"person_id", "team_id", "actor_id", "created_at", "answered_at", "at"}
    marks = set(Answered.objects.values_list("mark", flat=True))
    assert all(len(mark) == 64 for mark in marks) and not marks & {str(person.id) for person in people}


def test_the_key_may_be_changed_and_nobody_answers_twice(cast, now, settings):
    actions.answer(actor=as_viewer(cast.cleo), step=4, now=now)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another key, fifty characters or more long",
    )
    assert not actions.answer(actor=as_viewer(cast.cleo), step=4, now=now)
    forget_person(organisation_id=cast.nordlys.id, person_id=cast.cleo.id)
    assert not Answered.objects.exists() and Pulse.objects.get().step_4 == 1


def test_one_press_also_by_a_mails_link(cast, let_in):
    client = let_in(cast.cleo, "suggest")
    page = client.get("/pulse/").content.decode()
    assert page.count('name="step"') == 6
    assert client.post("/pulse/answer/", {"step": "4", "next": "/stories/"})["Location"] == "/stories/"
    assert client.post("/pulse/answer/", {"step": "4", "next": "https://evil.example/"})["Location"] == "/pulse/"
    assert 'name="step"' not in client.get("/pulse/").content.decode()
    assert Pulse.objects.get().step_4 == 1
    assert client.post("/pulse/answer/", {"step": "7"}).status_code == 422


def test_every_employee_reads_the_result_in_one_sentence_and_a_mails_link_does_not(cast, let_in):
    answers(cast.nordlys, timezone.now(), step_5=9, step_4=1)
    sentence = "95 per cent or more of 10 felt free"
    cast.cleo.language = "en"
    cast.cleo.save()
    assert sentence in let_in(cast.cleo).get("/pulse/").content.decode()
    assert sentence not in let_in(cast.cleo, "suggest").get("/pulse/").content.decode()


def test_the_representative_sees_results_and_only_owners_move_the_threshold(cast, let_in):
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.dan, role="representative")
    answers(cast.nordlys, timezone.now(), step_2=4, step_5=6, unsaid=3)
    for person, status in ((cast.ada, 200), (cast.dan, 200), (cast.lea, 200), (cast.ana, 404), (cast.cleo, 404)):
        page = let_in(person).get("/pulse/results/")
        assert page.status_code == status
        allowed = person in (cast.ada,)
        assert let_in(person).post("/pulse/threshold/", {"percent": "60"}).status_code == (303 if allowed else 404)
    page = let_in(cast.ada).get("/pulse/results/").content.decode()
    assert "60 %" in page and "a few" in page, "three who would rather not say are fewer than eight"
    assert let_in(cast.ada).post("/pulse/threshold/", {"percent": "20"}).status_code == 422


def test_another_threshold_judges_nothing_that_is_over(cast, now):
    answers(cast.nordlys, now, step_1=3, step_5=7)
    actions.set_threshold(actor=as_viewer(cast.ada), percent=60, now=now)
    assert queries.boards_hidden(cast.nordlys.id, now=now), "a bad result is not talked away"
    Pulse.objects.create(organisation=cast.nordlys, quarter=quarter_of(now.date()).first, step_1=3, step_5=7)
    assert not queries.boards_hidden(cast.nordlys.id, now=now + QUARTER)
    fact = Fact.objects.get(kind=facts.PULSE_THRESHOLD_CHANGED)
    assert fact.data == {"before": 80, "percent": 60} and fact.chained
    actions.set_threshold(actor=as_viewer(cast.ada), percent=60, now=now)
    assert Fact.objects.filter(kind=facts.PULSE_THRESHOLD_CHANGED).count() == 1
    with pytest.raises(ValueError, match="reach"):
        actions.set_threshold(actor=as_viewer(cast.ada), percent=10, now=now)
    assert Threshold.objects.count() == 1


def test_marks_go_with_their_quarter_and_sums_after_three_years(cast, now):
    actions.answer(actor=as_viewer(cast.cleo), step=5, now=now)
    forget_old(now=now)
    assert Answered.objects.exists()
    forget_old(now=now + QUARTER)
    assert not Answered.objects.exists() and Pulse.objects.exists()
    forget_old(now=now + dt.timedelta(days=1150))
    assert not Pulse.objects.exists()


def test_the_pages_ask_the_same_number_of_queries(cast, let_in):
    def number_of(client, path):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    client = let_in(cast.ada)
    client.get("/pulse/")
    before = {path: number_of(client, path) for path in ("/pulse/", "/pulse/results/")}
    for year in range(2015, 2025):
        Pulse.objects.create(organisation=cast.nordlys, quarter=dt.date(year, 1, 1), step_5=20)
    assert {path: number_of(client, path) for path in before} == before


def test_the_floor_is_the_organisations(cast, now):
    answers(cast.nordlys, now, step_1=9)
    Organisation.objects.filter(id=cast.nordlys.id).update(group_floor=10)
    (row,) = queries.results(cast.nordlys.id, now=now)
    assert (row.percent, row.answers, row.unsaid, row.hides_boards) == (None, None, None, False)
    with translation.override("en"):
        assert "too few" in wording.result_sentence(row)
