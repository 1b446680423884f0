"""The pages: asking, answering, looking, what follows."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stemme.jobs.worker import run_everything_due
from stemme.journal.models import Fact
from stemme.people.models import Person
from stemme.people.queries import viewer as viewer_of
from stemme.readiness import actions, queries, task_actions, wording
from stemme.readiness.models import Answer, Rater, Round, Task
from stemme.readiness.tests.voices import DAY, opened, said, voice

pytestmark = pytest.mark.django_db


def test_the_letter_respects_a_no_and_a_break_in_silence(cast, lea, let_in):
    opened(lea, timezone.now())
    client = let_in(cast.lea)
    Person.objects.filter(id=cast.dan.id).update(declined_at=timezone.now())
    Person.objects.filter(id=cast.ana.id).update(paused_until=timezone.now().date() + 9 * DAY)
    pages = []
    for person in (cast.cleo, cast.dan, cast.ana):
        wanted = {"email": f" {person.email.upper()} ", "role": "employees"}
        assert client.post("/readiness/voices/mail/", wanted).status_code == 303
        pages.append(client.get("/readiness/voices/").content.decode())
    run_everything_due()
    (letter,) = mail.outbox
    assert letter.to == [cast.cleo.email] and "Lea Lind" in letter.body
    assert pages[-1].count("Send again") == 3
    path = re.search(r"/readiness/answer/\S+/", letter.body)
    assert path and Client().get(path[0]).status_code == 200
    again = client.post("/readiness/voices/mail/", {"email": cast.cleo.email, "role": "hr"})
    assert again.status_code == 422 and Rater.objects.count() == 3
    assert client.post("/readiness/voices/mail/", {"email": cast.eve.email, "role": "hr"}).status_code == 422


def test_answering_by_the_link(cast, lea):
    now = timezone.now()
    opened(lea, now)
    path = reverse("readiness:answer", args=[actions.make_link(actor=lea, role="hr", language="de", now=now)])
    visitor = Client(enforce_csrf_checks=True)
    page = visitor.get(path)
    assert page.status_code == 200 and not page.cookies and "no-store" in page["Cache-Control"]
    assert page.headers["X-Robots-Tag"] == "noindex" and 'lang="de"' in page.content.decode()
    assert page.content.decode().count("<fieldset") == 20
    assert Rater.objects.get().answered_at is None, "looking changes nothing"
    mark = re.search(r'name="mark" value="([^"]+)"', page.content.decode())[1]
    assert visitor.post(path, {"mark": mark}).status_code == 422
    assert visitor.post(path, {"goal": "4"}).status_code == 422
    assert visitor.post(path, {"mark": mark, "goal": "7"}).status_code == 422
    kept = visitor.post(path, {"mark": mark, "goal": "4", "feeds": "unknown", "named": "on"})
    assert (kept.status_code, kept["Location"]) == (303, f"{path}?kept=1") and not kept.cookies
    assert dict(Answer.objects.values_list("statement", "value")) == {"goal": 4, "feeds": None}
    assert Rater.objects.get().named
    shown = visitor.get(kept["Location"]).content.decode()
    assert shown.count(" checked") == 3
    assert Fact.objects.filter(kind__contains="readiness").count() == 2, "an answer leaves no fact"
    actions.close(actor=lea, now=now)
    assert visitor.get(path).status_code == visitor.post(path, {"mark": mark, "goal": "0"}).status_code == 410
    assert Client().get("/readiness/answer/advr_wrong/").status_code == 410


def test_a_link_is_shown_once(cast, lea, let_in):
    opened(lea, timezone.now())
    client = let_in(cast.lea)
    page = client.post("/readiness/voices/link/", {"role": "hr", "language": "sv"})
    shown = re.search(r"/readiness/answer/(advr_\w+)/", page.content.decode())
    assert page.status_code == 200 and page["Cache-Control"] == "no-store" and shown
    assert Client().get(shown[0]).status_code == 200
    assert shown[1] not in client.get("/readiness/voices/").content.decode()
    other = client.post(f"/readiness/voices/{Rater.objects.get().pk}/again/")
    assert shown[1] not in other.content.decode() and Client().get(shown[0]).status_code == 410


def test_a_round_asks_only_so_many(cast, lea, let_in, monkeypatch):
    monkeypatch.setattr(actions, "MOST_RATERS", 1)
    opened(lea, timezone.now())
    client = let_in(cast.lea)
    assert client.post("/readiness/voices/link/", {"role": "hr", "language": "en"}).status_code == 200
    assert client.post("/readiness/voices/link/", {"role": "hr", "language": "en"}).status_code == 303
    assert client.post("/readiness/voices/mail/", {"role": "hr", "email": cast.cleo.email}).status_code == 303
    assert Rater.objects.count() == 1


def test_tasks_from_a_round(cast, lea, let_in):
    now = timezone.now()
    opened(lea, now)
    voice(lea, now, "management", said(1), named=True)
    actions.close(actor=lea, now=now)
    client = let_in(cast.lea)
    page = client.get("/readiness/").content.decode()
    assert "statement=leaders_share" in page and "Your stage: Prepare" in page
    first = client.get("/readiness/tasks/new/?statement=leaders_share").content.decode()
    assert wording.action_text("leaders_share") in first
    form = {"statement": "leaders_share", "text": "Ask  five\nleaders", "owner": cast.bo.email, "due_on": "2027-01-15"}
    assert client.post("/readiness/tasks/new/", {**form, "owner": cast.eve.email}).status_code == 422
    assert client.post("/readiness/tasks/new/", form).status_code == 303
    (task,) = queries.open_tasks(cast.nordlys.id)
    assert (task.text, task.owner_name, task.statement) == ("Ask five leaders", "Bo Brandt", "leaders_share")
    assert "statement=leaders_share" not in client.get("/readiness/").content.decode()
    for how, open_ones in (("done", 0), ("again", 1), ("dropped", 0)):
        assert client.post(f"/readiness/tasks/{task.id}/", {"do": how}).status_code == 303
        assert len(queries.open_tasks(cast.nordlys.id)) == open_ones
    assert not task_actions.settle(actor=lea, task_id=task.id, how="done", now=now)
    assert client.post(f"/readiness/tasks/{task.id}/", {"do": "sell"}).status_code == 404
    with pytest.raises(ValueError, match="round"):
        task_actions.take_on(
            actor=viewer_of(cast.eve.id, scope="employee"), round_id=Round.objects.get().pk, statement="", text="x",
            owner_id=None, due_on=None, now=now,
        )  # fmt: skip


def test_who_may_look_and_who_may_run_it(cast, let_in, lea):
    opened(lea, timezone.now())
    rater = actions.ask_person(actor=lea, role="hr", person_id=cast.cleo.id, now=timezone.now())
    for person, looks, runs in ((cast.ada, 200, 200), (cast.lea, 200, 200), (cast.ana, 200, 404), (cast.bo, 404, 404)):
        client = let_in(person)
        assert client.get("/readiness/").status_code == looks
        assert client.get("/readiness/voices/").status_code == runs
        assert client.get("/readiness/open/").status_code == runs
        if runs == 404:
            assert client.post("/readiness/close/").status_code == 404
    eve = let_in(cast.eve)
    assert eve.post(f"/readiness/voices/{rater}/take-back/").status_code == 404
    assert eve.post("/readiness/close/").status_code == 404
    assert Round.objects.get().closed_at is None


def test_earlier_rounds_and_the_number_of_queries(cast, let_in, lea, now):
    def fill(when, value):
        actions.open_round(actor=lea, closes_on=when.date() + 5 * DAY, now=when)
        for role in ("employees", "hr", "it"):
            voice(lea, when, role, said(value, goal=1))
        actions.close(actor=lea, now=when + DAY)

    client = let_in(cast.ana)
    fill(now, 1)
    fill(now + 100 * DAY, 3)
    client.get("/readiness/")
    with CaptureQueriesContext(connection) as few:
        page = client.get("/readiness/").content.decode()
    assert "Since round 1" in page and "Your stage: Roll out" in page
    assert "Cleo" not in page and "Take on" not in page
    assert "Your stage: Prepare" in client.get("/readiness/?round=1").content.decode()
    assert client.get("/readiness/?round=9").status_code == 404
    for number in range(2, 5):
        fill(now + 100 * number * DAY, 3)
    Task.objects.create(organisation=cast.nordlys, round=Round.objects.latest("number"), text="x", owner=cast.bo)
    with CaptureQueriesContext(connection) as many:
        client.get("/readiness/")
    assert len(many) == len(few)


@pytest.mark.parametrize("language", ["en", "nb", "da", "sv", "de"])
def test_how_it_is_worked_out_is_open_to_all(cast, language):
    page = Client().get(f"/how/readiness/?lang={language}").content.decode()
    assert page.count("<li>") >= 20 and f'lang="{language}"' in page
