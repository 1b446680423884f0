"""Saying more or less of this."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.feed.models import Leaning
from stemme.people.viewer import Viewer

STORY, TOPIC, STREAM = "story", "topic", "stream"
#: What one can lean to.
THINGS = (STORY, TOPIC, STREAM)


def lean(*, viewer: Viewer, thing: str, thing_id: int, more: bool, now: dt.datetime) -> bool:
    """More (or less) of what is like a story, of a topic or of a stream; False if the viewer had said so before.

    Saying the other thing takes its place. Get the id from access.py. Raises ValueError for a thing that is none of
    THINGS.
    """
    column = _column(thing)
    with transaction.atomic():
        said, new = Leaning.objects.get_or_create(
            organisation_id=viewer.organisation_id,
            person_id=viewer.person_id,
            **{column: thing_id},
            defaults={"more": more, "said_at": now},
        )
        changed = said.more is not more
        if changed:
            said.more, said.said_at = more, now
            said.save(update_fields=["more", "said_at"])
    return new or changed


def take_back(*, viewer: Viewer, thing: str, thing_id: int) -> bool:
    """Lean neither way any more; False if the viewer had said nothing. Raises ValueError as ``lean`` does."""
    said = Leaning.objects.filter(
        organisation_id=viewer.organisation_id, person_id=viewer.person_id, **{_column(thing): thing_id}
    )
    return said.delete()[0] > 0


def _column(thing: str) -> str:
    if thing not in THINGS:
        raise ValueError(f"one leans to a story, a topic or a stream, not to {thing!r}")
    return f"{thing}_id"
