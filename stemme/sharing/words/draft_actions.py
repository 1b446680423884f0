"""Keeping words for somebody who asked for it, and letting them go."""

from __future__ import annotations

import datetime as dt

from stemme.people.viewer import Viewer
from stemme.sharing.models import Draft


class NoDraftError(Exception):
    """Nothing to keep: no words, or a visit by a mail's link, which may have been passed on."""


def keep_draft(*, actor: Viewer, story_id: int, language: str, text: str, now: dt.datetime) -> None:
    """Keep these words for the actor alone, in the place of earlier ones. Raises NoDraftError.

    No fact is recorded: that somebody began and did not share is nobody's business.
    """
    if not actor.full or not text.strip():
        raise NoDraftError
    Draft.objects.update_or_create(
        organisation_id=actor.organisation_id,
        person_id=actor.person_id,
        story_id=story_id,
        language=language,
        defaults={"text": text, "kept_at": now},
    )


def drop_draft(*, actor: Viewer, story_id: int, language: str) -> None:
    """Forget the actor's words about this story in this language."""
    Draft.objects.filter(
        organisation_id=actor.organisation_id, person_id=actor.person_id, story_id=story_id, language=language
    ).delete()
