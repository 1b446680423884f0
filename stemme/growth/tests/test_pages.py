"""My growth: the place, the next step and its three answers, lessons, what one keeps. Nobody else sees any of it."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.growth import actions, queries
from stemme.growth.lesson_texts import lessons
from stemme.growth.models import LessonDone, Note, Suggestion, TriedStep
from stemme.growth.steps import steps_towards
from stemme.journal.models import Fact
from stemme.kit.languages import CODES
from stemme.maturity import actions as maturity
from stemme.people.models import Person
from stemme.people.queries import viewer as viewer_of
from stemme.people.viewer import Viewer

FIRST = next(lesson for lesson in lessons() if lesson.texts["en"].exercise.keep == "sentence")


def as_viewer(person: Person) -> Viewer:
    found = viewer_of(person.id, scope="employee")
    assert found
    return found


@pytest.fixture
def cleo(cast: SimpleNamespace, let_in: object) -> Client:
    """Cleo, who says that she passes things on; she reads Norwegian."""
    maturity.correct(actor=as_viewer(cast.cleo), type_key="networker", now=timezone.now())
    client: Client = let_in(cast.cleo)  # type: ignore[operator]
    return client


def step_of(page: str) -> str:
    return page.split('name="step" value="')[1].split('"')[0]


def test_nobody_is_given_a_place_they_did_not_ask_for(cast: SimpleNamespace, let_in: object) -> None:
    page = let_in(cast.dan).get("/growth/").content.decode()  # type: ignore[operator]
    assert 'name="step"' not in page and 'id="place"' not in page
    assert page.count("<fieldset") == 8
    assert "style=" not in page
    assert 'href="/growth/lessons/"' in page and 'href="/how/maturity/"' in page
    assert not Suggestion.objects.exists()


def test_a_step_is_suggested_changed_and_put_off(cast: SimpleNamespace, cleo: Client) -> None:
    expected = [step.key for step in steps_towards("activity", "broadcaster")]
    page = cleo.get("/growth/").content.decode()
    assert 'id="place"' in page
    assert step_of(page) == expected[0]
    assert step_of(cleo.get("/growth/").content.decode()) == expected[0]
    answer = cleo.post("/growth/step/", {"do": "another", "step": expected[0]})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/growth/#step")
    assert step_of(cleo.get("/growth/").content.decode()) == expected[1]
    cleo.post("/growth/step/", {"do": "not_now", "step": expected[1]})
    page = cleo.get("/growth/").content.decode()
    assert 'name="step"' not in page and 'value="again"' in page
    row = Suggestion.objects.get(person=cast.cleo)
    assert row.quiet_until == as_viewer(cast.cleo).today(timezone.now()) + dt.timedelta(days=30)
    cleo.post("/growth/step/", {"do": "again"})
    assert step_of(cleo.get("/growth/").content.decode()) == expected[0]


def test_after_a_week_it_asks_how_it_went_and_takes_any_answer(cast: SimpleNamespace, cleo: Client) -> None:
    first = step_of(cleo.get("/growth/").content.decode())
    cleo.post("/growth/step/", {"do": "try", "step": first})
    cleo.post("/growth/step/", {"do": "try", "step": first})
    row = TriedStep.objects.get(person=cast.cleo)
    page = cleo.get("/growth/").content.decode()
    assert 'value="not_yet"' not in page and 'name="step"' not in page
    today = as_viewer(cast.cleo).today(timezone.now())
    TriedStep.objects.filter(pk=row.pk, organisation=cast.nordlys).update(ask_from=today)
    assert 'value="not_yet"' in cleo.get("/growth/").content.decode()
    cleo.post(f"/growth/tries/{row.pk}/", {"do": "not_yet"})
    row.refresh_from_db()
    assert row.ask_from == today + dt.timedelta(days=7) and not row.outcome
    assert cleo.post(f"/growth/tries/{row.pk}/", {"do": "done"}).headers["Location"] == "/growth/#step"
    row.refresh_from_db()
    assert row.outcome == "done" and row.ended_at
    following = step_of(cleo.get("/growth/").content.decode())
    assert following == steps_towards("activity", "broadcaster")[1].key
    assert not Fact.objects.filter(kind__startswith="growth").exists()


@pytest.mark.parametrize("sent", [{}, {"do": "win"}, {"do": "try", "step": "fly"}])
def test_answers_that_were_not_offered_change_nothing(
    cast: SimpleNamespace, cleo: Client, sent: dict[str, str]
) -> None:
    assert cleo.post("/growth/step/", sent).status_code == 404
    assert not TriedStep.objects.exists() and not Suggestion.objects.exists()


def test_the_target_bounds_the_step(cast: SimpleNamespace, cleo: Client) -> None:
    maturity.set_target(actor=as_viewer(cast.cleo), type_key="networker", now=timezone.now())
    shown = step_of(cleo.get("/growth/").content.decode())
    assert shown in {step.key for step in steps_towards("", "networker")}


def test_lessons_are_listed_own_ones_first_and_by_theme(cast: SimpleNamespace, cleo: Client) -> None:
    page = cleo.get("/growth/lessons/").content.decode()
    assert page.count('class="voice t-lg" href="/growth/lessons/') == len(lessons())
    own = [lesson.key for lesson in lessons() if lesson.type == "networker"]
    assert page.index(f"/growth/lessons/{own[0]}/") < page.index(f"/growth/lessons/{lessons()[0].key}/")
    narrowed = cleo.get("/growth/lessons/?theme=profile").content.decode()
    assert narrowed.count('class="voice t-lg" href="/growth/lessons/') == sum(
        lesson.theme == "profile" for lesson in lessons()
    )
    assert cleo.get("/growth/lessons/?theme=none").status_code == 200
    assert cleo.get("/growth/lessons/none/").status_code == 404


@pytest.mark.parametrize("code", CODES)
def test_a_lesson_can_be_read_in_each_language(cleo: Client, code: str) -> None:
    page = cleo.get(f"/growth/lessons/{FIRST.key}/?in={code}").content.decode()
    text = FIRST.texts[code]
    assert f'<p class="lead" lang="{code}">' in page
    assert text.exercise.keep == "sentence" and 'id="exercise-text"' in page
    assert page.count('hreflang="') == len(CODES)


def test_what_is_kept_can_be_seen_changed_and_deleted(cast: SimpleNamespace, cleo: Client) -> None:
    words = "This morning the crane sang.\r\nI <b>listened</b>."
    answer = cleo.post(f"/growth/lessons/{FIRST.key}/", {"text": words, "language": "da", "back": "lesson"})
    assert answer.headers["Location"] == f"/growth/lessons/{FIRST.key}/?in=da#exercise"
    note = Note.objects.get(person=cast.cleo)
    assert (note.kind, note.language, note.text) == ("sentence", "da", words.replace("\r\n", "\n"))
    for address in (f"/growth/lessons/{FIRST.key}/", "/growth/notes/", "/growth/notes/for-a-share/?story=7"):
        page = cleo.get(address).content.decode()
        assert "I &lt;b&gt;listened&lt;/b&gt;." in page, address
    assert 'href="/stories/7/share/?start=0"' in page
    part = cleo.get("/growth/notes/for-a-share/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part and "data-start=" in part and 'id="from-notes"' in part
    wrong = cleo.post(f"/growth/notes/{note.pk}/", {"do": "save", "text": " "})
    assert wrong.status_code == 422 and 'aria-invalid="true"' in wrong.content.decode()
    cleo.post(f"/growth/notes/{note.pk}/", {"do": "save", "text": "Shorter."})
    note.refresh_from_db()
    assert note.text == "Shorter."
    cleo.post(f"/growth/notes/{note.pk}/", {"do": "delete"})
    assert not Note.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_nothing_and_too_much_are_not_kept(cleo: Client, text: str) -> None:
    answer = cleo.post(f"/growth/lessons/{FIRST.key}/", {"text": text, "language": "en"})
    assert answer.status_code == 422
    assert 'id="exercise-error"' in answer.content.decode()
    assert not Note.objects.exists()


def test_notes_have_an_end(cast: SimpleNamespace, cleo: Client) -> None:
    Note.objects.bulk_create(
        Note(organisation=cast.nordlys, person=cast.cleo, lesson=FIRST.key, kind="note", language="en", text="x")
        for _ in range(actions.MOST_NOTES)
    )
    assert cleo.post(f"/growth/lessons/{FIRST.key}/", {"text": "One more"}).status_code == 422
    assert Note.objects.count() == actions.MOST_NOTES


def test_a_lesson_is_marked_and_unmarked(cast: SimpleNamespace, cleo: Client) -> None:
    cleo.post(f"/growth/lessons/{FIRST.key}/done/", {"language": "sv"})
    cleo.post(f"/growth/lessons/{FIRST.key}/done/")
    assert LessonDone.objects.get().lesson == FIRST.key
    assert f"/growth/lessons/{FIRST.key}/done/" in cleo.get("/growth/notes/").content.decode()
    answer = cleo.post(f"/growth/lessons/{FIRST.key}/done/", {"undo": "1", "back": "notes"})
    assert answer.headers["Location"] == "/growth/notes/"
    assert not LessonDone.objects.exists()


def test_whoever_has_done_all_lessons_is_not_sent_round_again(cast: SimpleNamespace, cleo: Client) -> None:
    for lesson in lessons():
        actions.mark_done(viewer=as_viewer(cast.cleo), lesson=lesson.key, now=timezone.now())
    page = cleo.get("/growth/").content.decode()
    assert 'id="exercise-text"' not in page and 'href="/growth/lessons/"' in page


def test_others_see_and_change_nothing(cast: SimpleNamespace, let_in: object, cleo: Client) -> None:
    mine = as_viewer(cast.cleo)
    note = actions.keep(viewer=mine, lesson=FIRST.key, language="en", text="Secret crane", now=timezone.now())
    actions.try_step(viewer=mine, step="question", now=timezone.now())
    tried = TriedStep.objects.get()
    actions.mark_done(viewer=mine, lesson=FIRST.key, now=timezone.now())
    for other in (cast.ada, cast.lea, cast.ana, cast.eve):
        client: Client = let_in(other)  # type: ignore[operator]
        for address in ("/growth/", "/growth/lessons/", "/growth/notes/", "/growth/notes/for-a-share/"):
            assert "Secret crane" not in client.get(address).content.decode()
        assert "chip moss" not in client.get("/growth/lessons/").content.decode()
        assert client.post(f"/growth/notes/{note}/", {"do": "delete"}).status_code == 404
        assert client.post(f"/growth/tries/{tried.pk}/", {"do": "drop"}).status_code == 404
    by_mail: Client = let_in(cast.cleo, scope="suggest")  # type: ignore[operator]
    assert by_mail.get("/growth/notes/").status_code == 403
    assert by_mail.get("/growth/").status_code == 403
    assert Note.objects.exists() and TriedStep.objects.exists()


def test_steps_and_notes_go_with_the_person_and_steps_with_the_year(cast: SimpleNamespace) -> None:
    from stemme.growth.forgetting_actions import forget_old, forget_person

    now = timezone.now()
    for person in (cast.cleo, cast.dan):
        mine = as_viewer(person)
        actions.try_step(viewer=mine, step="question", now=now - dt.timedelta(days=400 if person is cast.dan else 1))
        actions.keep(viewer=mine, lesson=FIRST.key, language="en", text="Words", now=now - dt.timedelta(days=900))
        actions.mark_done(viewer=mine, lesson=FIRST.key, now=now)
        actions.not_now(viewer=mine, now=now)
    assert forget_old(now=now) == 1
    assert queries.tries_of(cast.nordlys.id, cast.dan.id) == []
    forget_person(organisation_id=cast.nordlys.id, person_id=cast.cleo.id)
    for table in (Suggestion, TriedStep, LessonDone, Note):
        assert not table.objects.filter(organisation=cast.nordlys, person=cast.cleo).exists()
    assert queries.notes_of(cast.nordlys.id, cast.dan.id)


def test_pages_cost_the_same_whatever_is_kept(cast: SimpleNamespace, cleo: Client) -> None:
    pages = ("/growth/", "/growth/lessons/", f"/growth/lessons/{FIRST.key}/", "/growth/notes/")

    def costs() -> list[int]:
        found = []
        for address in pages:
            with CaptureQueriesContext(connection) as captured:
                assert cleo.get(address).status_code == 200
            found.append(len(captured))
        return found

    costs()
    before = costs()
    mine = as_viewer(cast.cleo)
    for lesson in lessons()[:5]:
        actions.keep(viewer=mine, lesson=lesson.key, language="nb", text="Ord", now=timezone.now())
        actions.mark_done(viewer=mine, lesson=lesson.key, now=timezone.now())
    assert costs() == before
