"""What people asked for more or less of. Each row is for the person who said it alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from stemme.feed.items import Leanings
from stemme.feed.models import Leaning


@dataclass(frozen=True, slots=True)
class LeaningRow:
    """One thing somebody leans to. ``thing`` is ``story``, ``topic`` or ``stream``."""

    thing: str
    thing_id: int
    more: bool
    #: A stream's name; "" for a story and for a topic, whose names depend on the language.
    stream: str = ""


def leanings_of(organisation_id: int, person_ids: Collection[int]) -> dict[int, Leanings]:
    """What each of these people leans to, as the ranking needs it; people who said nothing are missing. One query."""
    found: dict[int, Leanings] = {}
    rows = Leaning.objects.filter(organisation_id=organisation_id, person_id__in=list(person_ids))
    for person, story, topic, stream, more in rows.values_list(
        "person_id", "story_id", "topic__slug", "stream__name", "more"
    ):
        known = found.setdefault(person, Leanings({}, {}, {}))
        if story:
            known.stories[story] = more
        elif topic:
            known.topics[topic] = more
        else:
            known.streams[stream] = more
    return found


def leaning_rows(organisation_id: int, person_id: int) -> list[LeaningRow]:
    """What one person said, the newest first. One query."""
    rows = Leaning.objects.filter(organisation_id=organisation_id, person_id=person_id).order_by("-said_at", "-id")
    found = []
    for story, topic, stream, name, more in rows.values_list(
        "story_id", "topic_id", "stream_id", "stream__name", "more"
    ):
        thing, thing_id = next(
            (kind, value)
            for kind, value in (("story", story), ("topic", topic), ("stream", stream))
            if value is not None
        )
        found.append(LeaningRow(thing, thing_id, more, name or ""))
    return found


def leaning_to(organisation_id: int, person_id: int, thing: str, thing_id: int) -> bool | None:
    """Whether the person wants more (True) or less (False) of it; None when they have not said."""
    rows = Leaning.objects.filter(
        organisation_id=organisation_id, person_id=person_id, **{f"{thing}_id": thing_id}
    ).values_list("more", flat=True)
    return rows.first()
