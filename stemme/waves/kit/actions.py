"""Changing the launch kit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.viewer import Viewer
from stemme.waves.kit.choosing import STORIES
from stemme.waves.kit.pieces import PIECE_OF
from stemme.waves.kit.starters import starter
from stemme.waves.kit.words import Words, check
from stemme.waves.models import KitStory, KitText


class ChangedMeanwhileError(Exception):
    """Somebody else saved the text after it was opened for writing."""


def change_text(*, actor: Viewer, piece: str, language: str, words: Words, mark: str, now: dt.datetime) -> bool:
    """Keep the organisation's words of a piece; False when they are what is there already.

    ``mark`` says upon which saving they were written (``OwnText.mark``, "" for our text). Words that are ours again
    leave no row. Raises ChangedMeanwhileError, UnknownPlaceholderError, ValueError for an empty text, and KeyError for
    a piece or language that there is not.
    """
    check(words, PIECE_OF[piece].open)
    if not words.subject.strip() or not words.body.strip():
        raise ValueError("a text has a subject and a body")
    ours = starter(piece, language)
    with transaction.atomic():
        row = _row(actor, piece, language, mark)
        if words == (Words(row.subject, row.body) if row else ours):
            return False
        if words == ours and row is not None:
            row.delete()
        else:
            _write(actor, row or KitText(piece=piece, language=language), words, now)
        kind = facts.WAVE_KIT_TEXT_RESET if words == ours else facts.WAVE_KIT_TEXT_CHANGED
        _note(kind, actor, now, piece=piece, language=language)
    return True


def back_to_ours(*, actor: Viewer, piece: str, language: str, mark: str, now: dt.datetime) -> bool:
    """Take our text again; False when it is ours already. Raises like ``change_text``."""
    return change_text(actor=actor, piece=piece, language=language, words=starter(piece, language), mark=mark, now=now)


def choose_stories(*, actor: Viewer, story_ids: Sequence[int], now: dt.datetime) -> None:
    """The stories that newcomers begin with, in this order; none takes the choice back.

    Raises ValueError for more than three or for one given twice. Whether they are live is for the form to ask.
    """
    if len(story_ids) > STORIES or len(set(story_ids)) != len(story_ids):
        raise ValueError("at most three stories, each once")
    with transaction.atomic():
        KitStory.objects.filter(organisation_id=actor.organisation_id).delete()
        KitStory.objects.bulk_create(
            KitStory(organisation_id=actor.organisation_id, story_id=story_id, position=place)
            for place, story_id in enumerate(story_ids)
        )
        _note(facts.WAVE_KIT_STORIES_CHOSEN, actor, now, stories=len(story_ids))


def _row(actor: Viewer, piece: str, language: str, mark: str) -> KitText | None:
    """The row as it is held, if it is the one that was written upon."""
    rows = KitText.objects.select_for_update().filter(
        organisation_id=actor.organisation_id, piece=piece, language=language
    )
    row = rows.first()
    if (row.changed_at.isoformat() if row else "") != mark:
        raise ChangedMeanwhileError
    return row


def _write(actor: Viewer, row: KitText, words: Words, now: dt.datetime) -> None:
    row.organisation_id = actor.organisation_id
    row.subject, row.body = words.subject, words.body
    row.changed_at, row.changed_by_id = now, actor.person_id
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:  # two wrote upon our text at the same moment
        raise ChangedMeanwhileError from error


def _note(kind: str, actor: Viewer, now: dt.datetime, **data: Any) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, **data)
