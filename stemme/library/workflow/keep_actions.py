"""Keeping what somebody types before they save it. Nobody else ever sees it; no fact tells of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from stemme.library.models import Unsaved
from stemme.people.viewer import Viewer

#: So many characters of a form are kept; what is longer has to be saved by hand.
LONGEST = 400_000


class TooLongError(Exception):
    """More was typed than is kept."""


def keep_typing(
    *, actor: Viewer, story_id: int, revision: int, fields: Mapping[str, list[str]], now: dt.datetime
) -> None:
    """Keep these fields for the actor, in the place of what was kept before. The story is one that they may edit.

    ``revision``: the story's, from which they began. Raises TooLongError.
    """
    if sum(len(name) + sum(map(len, values)) for name, values in fields.items()) > LONGEST:
        raise TooLongError
    clean = {name: [value.replace("\x00", "") for value in values] for name, values in fields.items()}
    Unsaved.objects.update_or_create(
        story_id=story_id,
        person_id=actor.person_id,
        defaults={"revision": revision, "fields": clean, "kept_at": now},
    )


def drop_typing(*, actor: Viewer, story_id: int) -> None:
    """Forget what the actor typed and did not save."""
    Unsaved.objects.filter(story_id=story_id, person_id=actor.person_id).delete()
