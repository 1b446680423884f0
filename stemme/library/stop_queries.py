"""Stops in a crisis as editors see them: who may stop what, what is stopped, and what was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from stemme.library import queries as library
from stemme.library.models import Pause, Story
from stemme.library.studio_queries import works_in
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer


def may_stop(viewer: Viewer, *, story_id: int | None, stream_id: int | None) -> bool:
    """Whether the viewer may stop this story or stream and let it go on: whoever may write in it; everything: whoever
    may write everywhere."""
    if story_id is not None:
        stories = Story.objects.filter(organisation_id=viewer.organisation_id, id=story_id)
        stream_id = stories.values_list("stream_id", flat=True).first()
        return stream_id is not None and works_in(viewer, stream_id)
    return viewer.may_everywhere(WRITE_STORIES) if stream_id is None else works_in(viewer, stream_id)


@dataclass(frozen=True, slots=True)
class PauseRow:
    """A stop, with the name of what it stopped: ``what`` is ``story``, ``stream`` or ``everything``."""

    id: int
    what: str
    story_id: int | None
    stream_id: int | None
    name: str
    #: The language of a story's title; "" for names of streams.
    language: str
    reason: str
    instead_url: str
    began_at: dt.datetime
    began_by: str
    ended_at: dt.datetime | None
    ended_by: str
    told_at: dt.datetime | None
    told: int


def pause_rows(viewer: Viewer, *, most_ended: int = 20) -> list[PauseRow]:
    """The stops the viewer may touch: those that last, the newest first, and then the last ones that ended."""
    pauses = Pause.objects.filter(organisation_id=viewer.organisation_id)
    own = viewer.streams_for(WRITE_STORIES)
    if own is not None:
        pauses = pauses.filter(Q(stream_id__in=own) | Q(story__stream_id__in=own))
    lasting = list(_with_names(pauses.filter(ended_at=None)).order_by("-began_at", "-id"))
    ended = list(_with_names(pauses.exclude(ended_at=None)).order_by("-ended_at", "-id")[:most_ended])
    titles = library.titles(viewer.organisation_id, [p.story_id for p in (*lasting, *ended) if p.story_id])
    return [_row(pause, titles) for pause in (*lasting, *ended)]


def pause_row(viewer: Viewer, pause_id: int) -> PauseRow | None:
    """One stop, or None when it is not the viewer's to touch."""
    found = _with_names(Pause.objects.filter(organisation_id=viewer.organisation_id, id=pause_id)).first()
    if found is None or not may_stop(viewer, story_id=found.story_id, stream_id=found.stream_id):
        return None
    titles = library.titles(viewer.organisation_id, [found.story_id] if found.story_id else [])
    return _row(found, titles)


def pause_by_id(organisation_id: int, pause_id: int) -> PauseRow | None:
    """One stop, for the mail about it."""
    found = _with_names(Pause.objects.filter(organisation_id=organisation_id, id=pause_id)).first()
    return _row(found, library.titles(organisation_id, [found.story_id] if found.story_id else [])) if found else None


def stories_stopped_by(organisation_id: int, pause: PauseRow) -> list[int]:
    """The stories that have ever been shown and that this stop stops, or stopped."""
    stories = Story.objects.filter(organisation_id=organisation_id, published_at__isnull=False)
    if pause.story_id is not None:
        stories = stories.filter(id=pause.story_id)
    elif pause.stream_id is not None:
        stories = stories.filter(stream_id=pause.stream_id)
    return list(stories.values_list("id", flat=True))


def _with_names(pauses: QuerySet[Pause]) -> QuerySet[Pause]:
    return pauses.select_related("stream", "began_by", "ended_by")


def _row(pause: Pause, titles: Mapping[int, tuple[str, str]]) -> PauseRow:
    language, title = titles.get(pause.story_id or 0, ("", ""))
    return PauseRow(
        id=pause.id,
        what="story" if pause.story_id else "stream" if pause.stream_id else "everything",
        story_id=pause.story_id,
        stream_id=pause.stream_id,
        name=title or (pause.stream.name if pause.stream else ""),
        language=language,
        reason=pause.reason,
        instead_url=pause.instead_url,
        began_at=pause.began_at,
        began_by=pause.began_by.name if pause.began_by else "",
        ended_at=pause.ended_at,
        ended_by=pause.ended_by.name if pause.ended_by else "",
        told_at=pause.told_at,
        told=pause.told,
    )
