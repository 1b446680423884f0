"""Changing a story, showing it to colleagues, taking it away again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction

from stemme.journal.actions import record
from stemme.journal.facts import STORY_CHANGED, STORY_PUBLISHED, STORY_WITHDRAWN
from stemme.library.actions.making import StoryError
from stemme.library.actions.parts import check_parts, in_own_streams, save_parts
from stemme.library.content import Content
from stemme.library.models import Story
from stemme.people.viewer import Viewer


def change_story(
    *, actor: Viewer, story_id: int, content: Content, now: dt.datetime, add_topics: Iterable[int] = ()
) -> None:
    """Replace what an editor decides about a story. ``add_topics``: ids of topics that come on top.

    The fact says with ``card`` whether what links show or lead to has changed: title, summary, target, language.
    Raises StoryError: ``missing`` for no such story in the actor's streams, ``foreign`` for a stream, topic or team
    that is not theirs.
    """
    with transaction.atomic():
        story = _locked(actor, story_id)
        content = replace(content, topic_ids=content.topic_ids | set(add_topics))
        if not check_parts(actor, content):
            raise StoryError("foreign")
        before = _card(story)
        if story.published_at and content.starts_at is None:
            # A published story keeps its start when the editor empties the field.
            content = replace(content, starts_at=story.starts_at)
        save_parts(story, content, now=now)
        _record(actor, STORY_CHANGED, story_id, now, card=before != _card(story))


def publish(*, actor: Viewer, story_id: int, now: dt.datetime) -> None:
    """Show a story from its start on, or from now if it has none; also brings back one that was withdrawn.

    Raises StoryError: ``missing``, ``no_title`` without a title in the story's own language, ``over`` when its end
    has passed.
    """
    with transaction.atomic():
        story = _locked(actor, story_id)
        if not story.texts.filter(language=story.language).exclude(title="").exists():
            raise StoryError("no_title")
        if story.ends_at is not None and story.ends_at <= max(now, story.starts_at or now):
            raise StoryError("over")
        if story.published_at and story.withdrawn_at is None:
            return
        story.published_at = now
        story.starts_at = story.starts_at or now
        story.withdrawn_at = None
        story.updated_at = now
        story.save(update_fields=["published_at", "starts_at", "withdrawn_at", "updated_at"])
        _record(actor, STORY_PUBLISHED, story_id, now)


def withdraw(*, actor: Viewer, story_id: int, now: dt.datetime) -> None:
    """Take a story away at once; its links stop leading anywhere as soon as the sharing side has read the fact."""
    with transaction.atomic():
        story = _locked(actor, story_id)
        if story.withdrawn_at is not None:
            return
        story.withdrawn_at = now
        story.updated_at = now
        story.save(update_fields=["withdrawn_at", "updated_at"])
        _record(actor, STORY_WITHDRAWN, story_id, now)


def _locked(actor: Viewer, story_id: int) -> Story:
    own = Story.objects.filter(in_own_streams(actor, "stream_id"), organisation_id=actor.organisation_id)
    story = own.select_for_update().filter(id=story_id).first()
    if story is None:
        raise StoryError("missing")
    return story


def _card(story: Story) -> tuple[object, ...]:
    texts = sorted(story.texts.values_list("language", "title", "summary"))
    return (story.language, story.target_url, story.picture.name, tuple(texts))


def _record(actor: Viewer, kind: str, story_id: int, now: dt.datetime, **data: Any) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=story_id, **data)
