"""The stories that people have been able to read, the newest first."""

from __future__ import annotations

import datetime as dt
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
    team_ids: frozenset[int]


def started_stories(organisation_id: int, *, until: dt.datetime, limit: int) -> list[StartedStory]:
    """The stories that started last before ``until``, newest first, also those that have ended since."""
    texts = StoryText.objects.only("story_id", "language", "title")
    parts = (Prefetch("texts", queryset=texts), "audience_teams")
    rows = _started(organisation_id, until).prefetch_related(*parts)[:limit]
    found = []
    for story in rows:
        if story.starts_at is None:
            continue
        names = {text.language: text.title for text in story.texts.all()}
        title = names.get(story.language) or next(iter(names.values()), "")
        teams = frozenset(team.id for team in story.audience_teams.all())
        found.append(StartedStory(story.id, story.language, title, story.starts_at, len(names), teams))
    return found


def started_ids(organisation_id: int, *, until: dt.datetime, limit: int) -> list[int]:
    """The same stories, only their ids."""
    return list(_started(organisation_id, until).values_list("id", flat=True)[:limit])


def _started(organisation_id: int, until: dt.datetime) -> QuerySet[Story]:
    chosen = Story.objects.filter(organisation_id=organisation_id, published_at__isnull=False, starts_at__lt=until)
    return chosen.order_by("-starts_at", "-id")
