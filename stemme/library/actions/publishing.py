"""Changing a story, showing it to colleagues, taking it away again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.library import studio_queries
from stemme.library.actions.making import StoryError
from stemme.library.actions.parts import check_parts, in_own_streams, save_parts
from stemme.library.content import Content
from stemme.library.guidelines.never_queries import never_words
from stemme.library.models import Review, Story
from stemme.library.workflow.review_queries import needs_look
from stemme.library.workflow.version_actions import BothError, ConflictError, keep_version, put_together, saved_now
from stemme.people.viewer import Viewer


def change_story(
    *,
    actor: Viewer,
    story_id: int,
    content: Content,
    now: dt.datetime,
    add_topics: Iterable[int] = (),
    seen: int | None = None,
    keep_saved: Collection[str] = (),
    drawn: tuple[str, str] | None = None,
) -> None:
    """Replace what an editor decides about a story. ``add_topics``: ids of topics that come on top.

    ``seen``: the revision from which the actor began; what others have saved since is put together with it, part by
    part. ``keep_saved``: names of parts that stay as they were then. Without ``seen`` the content replaces everything.
    ``drawn``: the stored picture and the scene that take the place of those it has ("" for none).
    The fact says with ``card`` whether what links show or lead to has changed: title, summary, target, language.
    Raises StoryError: ``missing`` for no such story in the actor's streams, ``foreign`` for a stream, topic or team
    that is not theirs; ConflictError when the same part was changed by somebody else, too.
    """
    with transaction.atomic():
        story = locked(actor, story_id)
        content = replace(content, topic_ids=content.topic_ids | set(add_topics))
        try:
            content = put_together(story, content, seen=seen, keep_saved=keep_saved)
        except BothError as both:
            theirs = studio_queries.draft(actor.organisation_id, story_id, now=now)
            if theirs is None:
                raise StoryError("missing") from both
            raise ConflictError(theirs, both.conflicts, both.merged) from both
        if not check_parts(actor, content, in_stream=story.stream_id):
            raise StoryError("foreign")
        _keep(actor, story, content, now, drawn)


def _keep(actor: Viewer, story: Story, content: Content, now: dt.datetime, drawn: tuple[str, str] | None) -> None:
    card, before = _card(story), studio_queries.content_of(story)
    if story.published_at and content.starts_at is None:
        # A published story keeps its start when the editor empties the field.
        content = replace(content, starts_at=story.starts_at)
    was_updated_at = story.updated_at
    if drawn is not None:
        story.picture.name, story.picture_scene = drawn
    save_parts(story, content, now=now)
    changed = keep_version(
        story, before=before, after=content, actor_id=actor.person_id, now=now, was_updated_at=was_updated_at
    )
    saved_now(story.id, actor.person_id)
    _record(actor, facts.STORY_CHANGED, story.id, now, card=card != _card(story))
    out = story.published_at is not None and story.withdrawn_at is None
    if changed and out and story.stream.review:
        _record(actor, facts.STORY_CHANGED_UNSEEN, story.id, now)


def publish(*, actor: Viewer, story_id: int, now: dt.datetime) -> None:
    """Show a story from its start on, or from now if it has none; also brings back one that was withdrawn.

    Raises StoryError: ``missing``, ``no_title`` without a title in the story's own language, ``over`` when its end
    has passed or it was put away, ``embargo`` when it may not be shared before its end, ``needs_look`` when its stream
    asks for a look and nobody else has approved this revision, ``stream_away`` when its stream was put away,
    ``never_words`` when words stand in it that the house never shares.
    """
    with transaction.atomic():
        story = locked(actor, story_id)
        if not story.texts.filter(language=story.language).exclude(title="").exists():
            raise StoryError("no_title")
        if story.archived_at is not None or (
            story.ends_at is not None and story.ends_at <= max(now, story.starts_at or now)
        ):
            raise StoryError("over")
        if story.ends_at is not None and story.embargo_until is not None and story.ends_at <= story.embargo_until:
            raise StoryError("embargo")
        if story.published_at and story.withdrawn_at is None:
            return
        if story.stream.archived_at is not None:
            raise StoryError("stream_away")
        if needs_look(story):
            raise StoryError("needs_look")
        if never_words(story):
            raise StoryError("never_words")
        story.published_at = now
        story.starts_at = story.starts_at or now
        story.withdrawn_at = None
        story.updated_at = now
        story.save(update_fields=["published_at", "starts_at", "withdrawn_at", "updated_at"])
        _record(actor, facts.STORY_PUBLISHED, story_id, now)


def withdraw(*, actor: Viewer, story_id: int, now: dt.datetime) -> None:
    """Take a story away at once; its links stop leading anywhere as soon as the sharing side has read the fact."""
    with transaction.atomic():
        story = locked(actor, story_id)
        if story.withdrawn_at is not None:
            return
        story.withdrawn_at = now
        story.updated_at = now
        story.save(update_fields=["withdrawn_at", "updated_at"])
        _record(actor, facts.STORY_WITHDRAWN, story_id, now)


def archive(*, actor: Viewer, story_id: int, now: dt.datetime) -> None:
    """Put a story away: it is over and off the desk. Its links go on leading where they led, its figures stay.

    A look that nobody has answered is not wanted any more. Raises StoryError ``missing``.
    """
    with transaction.atomic():
        story = locked(actor, story_id)
        if story.archived_at is not None:
            return
        Story.objects.filter(id=story_id).update(archived_at=now)
        Review.objects.filter(story=story, answered_at=None, dropped_at=None).update(dropped_at=now)
        _record(actor, facts.STORY_ARCHIVED, story_id, now)


def unarchive(*, actor: Viewer, story_id: int, now: dt.datetime) -> None:
    """Put a story back on the desk, where it stood: as a draft, or before colleagues if its time is not over.

    Raises StoryError ``missing``.
    """
    with transaction.atomic():
        story = locked(actor, story_id)
        if story.archived_at is None:
            return
        Story.objects.filter(id=story_id).update(archived_at=None)
        _record(actor, facts.STORY_UNARCHIVED, story_id, now)


def locked(actor: Viewer, story_id: int) -> Story:
    """The story, held until the transaction ends. Raises StoryError ``missing`` outside of the actor's streams."""
    own = Story.objects.filter(in_own_streams(actor, "stream_id"), organisation_id=actor.organisation_id)
    story = own.select_for_update(of=("self",)).select_related("stream").filter(id=story_id).first()
    if story is None:
        raise StoryError("missing")
    return story


def _card(story: Story) -> tuple[object, ...]:
    texts = sorted(story.texts.values_list("language", "title", "summary"))
    focus = (story.picture_focus_x, story.picture_focus_y)
    return (story.language, story.target_url, story.picture.name, story.picture_scene, focus, tuple(texts))


def _record(actor: Viewer, kind: str, story_id: int, now: dt.datetime, **data: Any) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=story_id, **data)
