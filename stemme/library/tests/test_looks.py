"""Looks that colleagues ask for and give."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from stemme.jobs.worker import run_everything_due
from stemme.journal import facts
from stemme.library import actions
from stemme.library.content import Words
from stemme.library.models import Stream
from stemme.library.tests.desk_steps import changed, draft_of, kinds, save
from stemme.library.tests.writing import made
from stemme.library.workflow import review_actions
from stemme.library.workflow.desk_queries import looks
from stemme.people.viewer import Viewer

Enter = Callable[..., Client]


def test_a_stream_that_asks_for_a_look_lets_nothing_out_without(
    desk: SimpleNamespace, cast: SimpleNamespace, second: Viewer, bo: Client
) -> None:
    Stream.objects.filter(id=desk.stream.id).update(review=True)
    story_id, now = made(desk), timezone.now()
    for actor in (desk.bo, desk.viewer(cast.ada)):
        with pytest.raises(actions.StoryError, match="needs_look"):
            actions.publish(actor=actor, story_id=story_id, now=now)
    review_actions.ask(actor=desk.bo, story_id=story_id, wanted_id=second.person_id, note="Tallene?", now=now)
    assert draft_of(desk, story_id).state == "review"
    with pytest.raises(review_actions.LookError, match="own"):
        review_actions.answer(actor=desk.bo, story_id=story_id, verdict="approved", answer="", now=now)
    review_actions.answer(actor=second, story_id=story_id, verdict="approved", answer="Fint.", now=now, revision=1)
    save(desk.bo, story_id, changed(draft_of(desk, story_id).content, nb=Words("Endret")))
    with pytest.raises(actions.StoryError, match="needs_look"):
        actions.publish(actor=desk.bo, story_id=story_id, now=now)
    review_actions.ask(actor=desk.bo, story_id=story_id, wanted_id=None, note="", now=now)
    review_actions.answer(actor=second, story_id=story_id, verdict="approved", answer="", now=now)
    actions.publish(actor=desk.bo, story_id=story_id, now=now)
    assert facts.STORY_CHANGED_UNSEEN not in kinds(story_id)
    save(desk.bo, story_id, changed(draft_of(desk, story_id).content, nb=Words("Endret igjen")))
    assert facts.STORY_CHANGED_UNSEEN in kinds(story_id), "not silently"


def test_nobody_approves_what_they_saved_themselves(desk: SimpleNamespace, second: Viewer) -> None:
    story_id, now = made(desk), timezone.now()
    review_actions.ask(actor=desk.bo, story_id=story_id, wanted_id=second.person_id, note="", now=now)
    save(second, story_id, changed(draft_of(desk, story_id).content, nb=Words("Hennes egne ord")))
    with pytest.raises(review_actions.LookError, match="own"):
        review_actions.answer(actor=second, story_id=story_id, verdict="approved", answer="", now=now)


def test_the_asked_one_sees_this_story_only_and_answers(
    desk: SimpleNamespace, cast: SimpleNamespace, bo: Client, let_in: Enter
) -> None:
    story_id, other = made(desk), made(desk, "En annen", target_url="https://nordlys.example/annen")
    dan = let_in(cast.dan)
    assert dan.get(f"/studio/{story_id}/look/").status_code == 404
    asked = bo.post(f"/studio/{story_id}/look/", {"do": "ask", "who": "", "address": cast.dan.email, "note": "Se"})
    assert asked.status_code == 303
    run_everything_due()
    assert [(m.to, m.subject) for m in mail.outbox] == [([cast.dan.email], "Vil du se på en historie?")], (
        "in their language"
    )
    assert f"/studio/{story_id}/look/" in mail.outbox[0].body
    page = dan.get(f"/studio/{story_id}/look/").content.decode()
    assert "Jeg var der." in page, "its share texts"
    assert 'value="take_back"' not in page
    for closed in (f"/studio/{other}/look/", f"/studio/{story_id}/", f"/studio/{story_id}/versions/"):
        assert dan.get(closed).status_code == 404
    assert dan.post(f"/studio/{story_id}/keep/").status_code == 404
    answer = {"do": "answer", "verdict": "changes", "answer": "", "revision": "1"}
    assert dan.post(f"/studio/{story_id}/look/", answer).status_code == 422, "which change?"
    assert dan.post(f"/studio/{story_id}/look/", answer | {"answer": "Årstallet er feil."}).status_code == 303
    run_everything_due()
    assert (mail.outbox[1].to, "Årstallet er feil." in mail.outbox[1].body) == ([cast.bo.email], True)
    assert "Årstallet er feil." in bo.get(f"/studio/{story_id}/").content.decode()
    assert kinds(story_id)[-2:] == [facts.STORY_LOOK_ASKED, facts.STORY_LOOKED]


def test_an_answer_is_about_what_was_read(
    desk: SimpleNamespace, cast: SimpleNamespace, bo: Client, let_in: Enter
) -> None:
    story_id = made(desk)
    review_actions.ask(actor=desk.bo, story_id=story_id, wanted_id=cast.dan.id, note="", now=timezone.now())
    save(desk.bo, story_id, changed(draft_of(desk, story_id).content, nb=Words("Nå noe annet")))
    dan, sent = let_in(cast.dan), {"do": "answer", "verdict": "approved", "answer": "", "revision": "1"}
    refused = dan.post(f"/studio/{story_id}/look/", sent)
    assert refused.status_code == 422
    assert "Nå noe annet" in refused.content.decode()
    assert 'name="revision" value="2"' in refused.content.decode()
    dan.post(f"/studio/{story_id}/look/", sent | {"revision": "2"})
    (row,) = looks(desk.bo.organisation_id, story_id)
    assert (row.verdict, row.revision, row.answered_by) == ("approved", 2, cast.dan.name)


def test_a_look_is_taken_back(desk: SimpleNamespace, cast: SimpleNamespace, bo: Client, let_in: Enter) -> None:
    story_id = made(desk)
    bo.post(f"/studio/{story_id}/look/", {"do": "ask", "who": "", "address": cast.dan.email})
    assert bo.post(f"/studio/{story_id}/look/", {"do": "take_back"}).status_code == 303
    assert let_in(cast.dan).get(f"/studio/{story_id}/look/").status_code == 404
    run_everything_due()
    assert mail.outbox == [], "nobody is asked for what was taken back"
    for wrong in ({"address": cast.bo.email}, {"address": "nobody@nordlys.example"}, {"address": cast.eve.email}):
        assert bo.post(f"/studio/{story_id}/look/", {"do": "ask", "who": "", **wrong}).status_code == 422


def test_who_said_no_gets_no_mail_and_nobody_learns_of_it(
    desk: SimpleNamespace, cast: SimpleNamespace, bo: Client
) -> None:
    type(cast.dan).objects.filter(id=cast.dan.id).update(declined_at=timezone.now())
    story_id = made(desk)
    asked = bo.post(f"/studio/{story_id}/look/", {"do": "ask", "who": "", "address": cast.dan.email})
    assert asked.status_code == 303
    run_everything_due()
    assert mail.outbox == []
