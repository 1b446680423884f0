"""Versions, two who save at once, kept typing, putting away."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from stemme.journal import facts
from stemme.library import actions
from stemme.library.content import Words
from stemme.library.models import Review, Story, Unsaved, Version
from stemme.library.tests.desk_steps import changed, draft_of, kinds, save
from stemme.library.tests.writing import form_data, made
from stemme.library.workflow import review_actions
from stemme.library.workflow.desk_queries import versions
from stemme.people.models import RoleGrant
from stemme.people.viewer import Viewer

Enter = Callable[..., Client]


def test_each_saving_that_changes_something_is_a_version(desk: SimpleNamespace, second: Viewer) -> None:
    story_id = made(desk)
    first = draft_of(desk, story_id)
    save(desk.bo, story_id, first.content)
    assert draft_of(desk, story_id).revision == 1, "nothing was changed"
    save(second, story_id, changed(first.content, nb=Words("Ny", "Tre vintre.")))
    rows = versions(desk.bo.organisation_id, story_id)
    assert [(row.number, row.saved_by, row.changed) for row in rows] == [
        (2, second.name, ("title:nb",)),
        (1, desk.bo.name, ()),
    ]


def test_what_only_one_changed_goes_together(desk: SimpleNamespace, second: Viewer) -> None:
    story_id = made(desk)
    seen = draft_of(desk, story_id)
    save(second, story_id, changed(seen.content, nb=Words("Ny tittel", "Tre vintre.")), seen=seen.revision)
    save(desk.bo, story_id, changed(seen.content, en=Words("New title"), da=Words("Ny titel")), seen=seen.revision)
    now_saved = draft_of(desk, story_id)
    assert {code: words.title for code, words in now_saved.content.texts.items()} == {
        "nb": "Ny tittel", "en": "New title", "da": "Ny titel",
    }  # fmt: skip
    assert now_saved.revision == 3


def test_what_both_changed_is_shown_and_chosen(desk: SimpleNamespace, second: Viewer, bo: Client) -> None:
    story_id = made(desk)
    typed = form_data(bo, story_id) | {"title_nb": "Min tittel", "summary_en": "Mine.", "do": "save", "seen": "1"}
    theirs = changed(draft_of(desk, story_id).content, nb=Words("Deres tittel", "Deres."))
    save(second, story_id, theirs, seen=1)
    answer = bo.post(f"/studio/{story_id}/", typed)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Min tittel" in page
    assert "Deres tittel" in page
    assert draft_of(desk, story_id).content == theirs, "nothing of mine was saved yet"
    form = answer.context["form"]
    assert (form["title_nb"].value(), form["summary_nb"].value(), form["summary_en"].value()) == (
        "Min tittel", "Deres.", "Mine.",
    )  # fmt: skip
    again = typed | {"summary_nb": "Deres.", "seen": "2", "pick.title:nb": "saved"}
    assert bo.post(f"/studio/{story_id}/", again).status_code == 303
    texts = draft_of(desk, story_id).content.texts
    assert (texts["nb"], texts["en"].summary) == (Words("Deres tittel", "Deres."), "Mine.")


def test_versions_are_compared_and_restored(desk: SimpleNamespace, bo: Client) -> None:
    story_id = made(desk)
    assert bo.get(f"/studio/{story_id}/versions/").status_code == 200
    before = draft_of(desk, story_id).content
    save(desk.bo, story_id, changed(before, nb=Words("Første turbin står", "Tre vintre.")))
    page = bo.get(f"/studio/{story_id}/versions/?old=1&new=2").content.decode()
    assert "Siste</del>" in page
    assert "Første</ins>" in page
    assert bo.get(f"/studio/{story_id}/versions/?old=1&new=9").status_code == 404
    assert bo.post(f"/studio/{story_id}/versions/1/restore/").status_code == 303
    assert draft_of(desk, story_id).content.texts == before.texts
    assert draft_of(desk, story_id).revision == 3


def test_typing_is_kept_for_whoever_typed(
    desk: SimpleNamespace, second: Viewer, bo: Client, cast: SimpleNamespace, let_in: Enter
) -> None:
    story_id = made(desk)
    typed = form_data(bo, story_id) | {"title_nb": "Halvferdig", "seen": "1", "csrfmiddlewaretoken": "x"}
    assert bo.post(f"/studio/{story_id}/keep/", typed).status_code == 204
    assert "csrfmiddlewaretoken" not in Unsaved.objects.get().fields
    assert "?kept=1" in bo.get(f"/studio/{story_id}/").content.decode()
    assert "?kept=1" not in let_in(cast.cleo).get(f"/studio/{story_id}/").content.decode(), "hers alone"
    continued = bo.get(f"/studio/{story_id}/?kept=1")
    assert continued.context["form"]["title_nb"].value() == "Halvferdig"
    assert bo.post(f"/studio/{story_id}/", typed | {"do": "save"}).status_code == 303
    assert not Unsaved.objects.exists(), "saved, so not kept any longer"


def test_kept_typing_meets_what_was_saved_since(desk: SimpleNamespace, second: Viewer, bo: Client) -> None:
    story_id = made(desk)
    typed = form_data(bo, story_id) | {"title_en": "Mine", "seen": "1"}
    bo.post(f"/studio/{story_id}/keep/", typed)
    save(second, story_id, changed(draft_of(desk, story_id).content, nb=Words("Deres")), seen=1)
    continued = bo.get(f"/studio/{story_id}/?kept=1")
    assert 'name="seen" value="1"' in continued.content.decode(), "it began from the first version"
    bo.post(f"/studio/{story_id}/", typed | {"do": "save"})
    titles = {code: words.title for code, words in draft_of(desk, story_id).content.texts.items()}
    assert titles == {"nb": "Deres", "en": "Mine"}


def test_typing_is_thrown_away_or_too_long(desk: SimpleNamespace, bo: Client) -> None:
    story_id = made(desk)
    assert bo.post(f"/studio/{story_id}/keep/", {"title_nb": "x" * 500_000}).status_code == 413
    assert bo.post(f"/studio/{story_id}/keep/", {"title_nb": "x\x00"}).status_code == 204
    assert bo.post(f"/studio/{story_id}/keep/drop/").status_code == 303
    assert not Unsaved.objects.exists()


def test_a_visit_that_ended_keeps_nothing_and_says_so(desk: SimpleNamespace) -> None:
    story_id = made(desk)
    assert Client().post(f"/studio/{story_id}/keep/", {"title_nb": "x"}).status_code == 302


def test_put_away_is_over_and_off_the_desk_and_comes_back(desk: SimpleNamespace, bo: Client) -> None:
    from stemme.library import queries

    story_id, now = made(desk), timezone.now()
    actions.publish(actor=desk.bo, story_id=story_id, now=now)
    review_actions.ask(actor=desk.bo, story_id=story_id, wanted_id=None, note="", now=now)
    assert bo.post(f"/studio/{story_id}/archive/").status_code == 303
    assert draft_of(desk, story_id).state == "archived"
    assert queries.live_stories(desk.bo.organisation_id, now=timezone.now()) == []
    page = queries.story(desk.bo.organisation_id, story_id, now=timezone.now())
    assert page is not None
    assert page.state == "ended"
    assert Review.objects.get().dropped_at is not None
    with pytest.raises(actions.StoryError, match="over"):
        actions.publish(actor=desk.bo, story_id=story_id, now=timezone.now())
    bo.post(f"/studio/{story_id}/archive/", {"away": "0"})
    assert draft_of(desk, story_id).state == "live"
    assert kinds(story_id)[-2:] == [facts.STORY_ARCHIVED, facts.STORY_UNARCHIVED]


@pytest.mark.parametrize("path", ["", "keep/", "keep/drop/", "versions/1/restore/", "archive/", "look/"])
def test_nobody_works_in_a_stream_that_is_not_theirs(
    desk: SimpleNamespace, cast: SimpleNamespace, let_in: Enter, path: str
) -> None:
    story_id = made(desk)
    save(desk.bo, story_id, changed(draft_of(desk, story_id).content, nb=Words("To")))
    RoleGrant.objects.create(
        organisation=cast.nordlys, person=cast.cleo, role="editor", stream_id=desk.hr.id, granted_by=cast.ada
    )
    for person in (cast.cleo, cast.dan, cast.eve):
        assert let_in(person).post(f"/studio/{story_id}/{path}", {"do": "ask"}).status_code == 404
        assert let_in(person).get(f"/studio/{story_id}/versions/").status_code == 404
    assert (Version.objects.count(), Unsaved.objects.count(), Review.objects.count()) == (2, 0, 0)
    assert Story.objects.get().archived_at is None
