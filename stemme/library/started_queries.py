"""The stories that people have been able to read, the newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from stemme.library.models import Story, StoryText


@dataclass(frozen=True, slots=True)
class StartedStory:
    """A story that people have been able to read, with its title in its own language."""

    id: int
    language: str
    title: str
    starts_at: dt.datetime
    #: In how many languages it is told.
    languages: int


def started_stories(
    organisation_id: int, *, until: dt.datetime, limit: int, stream_id: int | None = None
) -> list[StartedStory]:
    """The stories that started last before ``until``, newest first, also those that have ended since; with
    ``stream_id`` those of one stream. Two queries."""
    texts = StoryText.objects.only("story_id", "language", "title")
    wanted = _started(organisation_id, until, stream_id).only("id", "organisation_id", "language", "starts_at")
    rows = wanted.prefetch_related(Prefetch("texts", queryset=texts))[:limit]
    found = []
    for story in rows:
        if story.starts_at is None:
            continue
        names = {text.language: text.title for text in story.texts.all()}
        title = names.get(story.language) or next(iter(names.values()), "")
        found.append(StartedStory(story.id, story.language, title, story.starts_at, len(names)))
    return found


def started_ids(organisation_id: int, *, until: dt.datetime, limit: int, stream_id: int | None = None) -> list[int]:
    """The same stories, only their ids."""
    return list(_started(organisation_id, until, stream_id).values_list("id", flat=True)[:limit])


def started_before(organisation_id: int, moment: dt.datetime, *, among: Collection[int]) -> list[int]:
    """Those of these stories that started before a moment, and those that are gone."""
    rows = Story.objects.filter(organisation_id=organisation_id, id__in=among)
    young = set(rows.exclude(starts_at__lt=moment).values_list("id", flat=True))
    return [story for story in among if story not in young]


def _started(organisation_id: int, until: dt.datetime, stream_id: int | None) -> QuerySet[Story]:
    chosen = Story.objects.filter(organisation_id=organisation_id, published_at__isnull=False, starts_at__lt=until)
    if stream_id is not None:
        chosen = chosen.filter(stream_id=stream_id)
    return chosen.order_by("-starts_at", "-id")
