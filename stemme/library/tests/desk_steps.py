"""What tests of the desk do with a story."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from django.utils import timezone

from stemme.journal.models import Fact
from stemme.library import actions, studio_queries
from stemme.library.content import Content, Words
from stemme.library.studio_queries import StoryDraft
from stemme.people.viewer import Viewer


def draft_of(desk: SimpleNamespace, story_id: int) -> StoryDraft:
    found = studio_queries.draft(desk.bo.organisation_id, story_id, now=timezone.now())
    assert found is not None
    return found


def kinds(story_id: int) -> list[str]:
    return list(Fact.objects.filter(subject_id=story_id).order_by("id").values_list("kind", flat=True))


def save(actor: Viewer, story_id: int, content: Content, **more: object) -> None:
    actions.change_story(actor=actor, story_id=story_id, content=content, now=timezone.now(), **more)  # type: ignore[arg-type]


def changed(content: Content, **texts: Words) -> Content:
    return replace(content, texts={**content.texts, **texts})
