"""Which stories are stopped in a crisis."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef, Q

from stemme.library.models import Pause, Story
from stemme.library.pauses import Paused


def is_paused() -> Q:
    """The stories that are stopped: by themselves, with their stream, or with everything."""
    open_ones = Pause.objects.filter(organisation_id=OuterRef("organisation_id"), ended_at=None)
    return Q(
        Exists(
            open_ones.filter(
                Q(story_id=OuterRef("pk")) | Q(stream_id=OuterRef("stream_id")) | Q(story_id=None, stream_id=None)
            )
        )
    )


def paused(organisation_id: int) -> Paused:
    """What is stopped now. One query."""
    rows = list(Pause.objects.filter(organisation_id=organisation_id, ended_at=None))
    return Paused(
        everything=next((p.instead_url for p in rows if p.story_id is None and p.stream_id is None), None),
        streams={p.stream_id: p.instead_url for p in rows if p.stream_id is not None},
        stories={p.story_id: p.instead_url for p in rows if p.story_id is not None},
    )


@dataclass(frozen=True, slots=True)
class WhyStopped:
    """Why a story is stopped, in the editor's words, and the host its links lead to meanwhile; both may be ""."""

    reason: str
    host: str


def why_stopped(organisation_id: int, story_id: int) -> WhyStopped | None:
    """Why this story is stopped now, for somebody who shared it; None when it is not. The nearest words count."""
    stream = (
        Story.objects.filter(organisation_id=organisation_id, id=story_id).values_list("stream_id", flat=True).first()
    )
    near = Q(story_id=story_id) | Q(stream_id=stream, stream_id__isnull=False) | Q(story_id=None, stream_id=None)
    rows = Pause.objects.filter(near, organisation_id=organisation_id, ended_at=None)
    found = sorted(rows, key=lambda pause: (pause.story_id is None, pause.stream_id is None))
    if not found:
        return None
    instead = next((pause.instead_url for pause in found if pause.instead_url), "")
    return WhyStopped(next((pause.reason for pause in found if pause.reason), ""), urlsplit(instead).hostname or "")


def pauses_of(organisation_id: int, story_ids: Collection[int] | None = None) -> dict[int, str]:
    """Where the links of stopped stories lead meanwhile ("": nowhere), by story; all of the organisation by default."""
    now = paused(organisation_id)
    if not now:
        return {}
    stories = Story.objects.filter(organisation_id=organisation_id)
    if story_ids is not None:
        stories = stories.filter(id__in=story_ids)
    found = {story: now.of(story, stream) for story, stream in stories.values_list("id", "stream_id")}
    return {story: instead for story, instead in found.items() if instead is not None}
