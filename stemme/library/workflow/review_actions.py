"""Asking somebody for a look at a story, taking that back, and answering."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.library import studio_queries
from stemme.library.actions.publishing import locked
from stemme.library.desk_models import APPROVED, CHANGES
from stemme.library.models import Review, Story
from stemme.people.queries import person_card
from stemme.people.viewer import Viewer


class LookError(Exception):
    """Not possible. ``reason``: ``unknown`` (no such colleague), ``self`` (of oneself), ``own`` (their own saving
    cannot be approved), ``closed`` (nobody waits for it any more), ``changed`` (the story was saved meanwhile),
    ``words`` (an answer that asks for changes says which).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def ask(*, actor: Viewer, story_id: int, wanted_id: int | None, note: str, now: dt.datetime) -> int:
    """Ask for a look at a story as it is saved now; the id of the asking. One that is open gives way.

    ``wanted_id``: whose look; None for any colleague who may write in the stream. The view has them told by mail.
    Raises StoryError ``missing`` for a story that the actor may not edit, LookError ``self``, ``unknown``.
    """
    if wanted_id == actor.person_id:
        raise LookError("self")
    if wanted_id is not None and person_card(actor.organisation_id, wanted_id) is None:
        raise LookError("unknown")
    with transaction.atomic():
        story = locked(actor, story_id)
        Review.objects.filter(story=story, answered_at=None, dropped_at=None).update(dropped_at=now)
        review = Review.objects.create(
            story=story,
            revision=story.revision,
            asked_at=now,
            asked_by_id=actor.person_id,
            wanted_id=wanted_id,
            note=note[:1000],
        )
        _record(actor, facts.STORY_LOOK_ASKED, story_id, now)
    return review.id


def take_back(*, actor: Viewer, story_id: int, now: dt.datetime) -> None:
    """Nobody's look is wanted any more. Raises StoryError ``missing``."""
    with transaction.atomic():
        story = locked(actor, story_id)
        if Review.objects.filter(story=story, answered_at=None, dropped_at=None).update(dropped_at=now):
            _record(actor, facts.STORY_LOOK_DROPPED, story_id, now)


def answer(
    *, actor: Viewer, story_id: int, verdict: str, answer: str, now: dt.datetime, revision: int | None = None
) -> int:
    """Say whether the story may go out or what has to change first; the id of the asking.

    The view has who asked told by mail.

    ``revision``: which one they saw. Only who was asked may, or a colleague who may edit the story, and nobody about a
    saving or an asking of their own. Raises LookError ``closed``, ``own``, ``changed``, ``words``.
    """
    if verdict not in {APPROVED, CHANGES}:
        raise LookError("closed")
    if verdict == CHANGES and not answer.strip():
        raise LookError("words")
    with transaction.atomic():
        stories = Story.objects.filter(organisation_id=actor.organisation_id, id=story_id)
        story = stories.select_for_update().first()
        review = Review.objects.filter(story=story, answered_at=None, dropped_at=None).first() if story else None
        if story is None or review is None or not _may_answer(actor, story, review):
            raise LookError("closed")
        if revision is not None and revision != story.revision:
            raise LookError("changed")
        saved_it = story.versions.filter(number=story.revision, saved_by_id=actor.person_id).exists()
        if review.asked_by_id == actor.person_id or (verdict == APPROVED and saved_it):
            raise LookError("own")
        review.revision = story.revision
        review.verdict = verdict
        review.answer = answer.strip()[:4000]
        review.answered_at = now
        review.answered_by_id = actor.person_id
        review.save(update_fields=["revision", "verdict", "answer", "answered_at", "answered_by"])
        _record(actor, facts.STORY_LOOKED, story_id, now, verdict=verdict)
    return review.id


def _may_answer(actor: Viewer, story: Story, review: Review) -> bool:
    return review.wanted_id == actor.person_id or studio_queries.works_in(actor, story.stream_id)


def _record(actor: Viewer, kind: str, story_id: int, now: dt.datetime, **data: str) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=story_id, **data)
