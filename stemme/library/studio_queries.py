"""Stories and streams as editors see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Exists, OuterRef, Q, QuerySet

from stemme.library.content import Content, ShareWords, Words
from stemme.library.models import Review, Story, StoryText, Stream, Topic
from stemme.library.pause_queries import is_paused
from stemme.library.picture_queries import picture_url
from stemme.library.queries import TopicRow, audience_of
from stemme.library.scenes import scene_for
from stemme.library.states import LIVE, PAUSED, state_of
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer

#: The streams somebody may work in (``Viewer.streams_for``), or None for all.
Streams: TypeAlias = Collection[int] | None
#: Somebody was asked to look at the story and has not answered.
ASKED = Exists(Review.objects.filter(story=OuterRef("pk"), answered_at=None, dropped_at=None))
#: What ``state_now`` needs to know besides a story's own moments.
STANDING: dict[str, Any] = {"in_review": ASKED, "paused": is_paused()}


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """A story as the editor's form shows it."""

    id: int
    content: Content
    state: str
    stream: str
    picture_url: str
    scene: str
    updated_at: dt.datetime
    published_at: dt.datetime | None
    withdrawn_at: dt.datetime | None
    archived_at: dt.datetime | None
    #: Goes up by one with each saving that changes something.
    revision: int


def open_streams(organisation_id: int, own: Streams) -> QuerySet[Stream]:
    """The streams that were not put away, by name, those about the outside world last."""
    streams = Stream.objects.filter(organisation_id=organisation_id, archived_at=None).order_by("outside", "name")
    return streams if own is None else streams.filter(id__in=own)


def stream_names(organisation_id: int, own: Streams = None, *, also: int | None = None) -> list[tuple[int, str]]:
    """(id, name) of each stream that takes stories. ``also``: this one too, if it was put away."""
    streams = Stream.objects.filter(Q(archived_at=None) | Q(id=also), organisation_id=organisation_id)
    if own is not None:
        streams = streams.filter(id__in=own)
    return list(streams.order_by("outside", "name").values_list("id", "name"))


def own_stream(organisation_id: int, person_id: int) -> int | None:
    """The first stream that this person owns."""
    rows = open_streams(organisation_id, None).filter(owner_id=person_id)
    return rows.values_list("id", flat=True).first()


def topics(organisation_id: int) -> list[TopicRow]:
    """All topics of the organisation."""
    rows = Topic.objects.filter(organisation_id=organisation_id).order_by("slug")
    return [TopicRow(topic.id, topic.slug, topic.names) for topic in rows]


def works_in(viewer: Viewer, stream_id: int) -> bool:
    """Whether the viewer may write in this stream of their organisation."""
    own = viewer.streams_for(WRITE_STORIES)
    return own is None or stream_id in own


def draft_for(viewer: Viewer, story_id: int, *, now: dt.datetime) -> StoryDraft | None:
    """The story with everything an editor can change; None unless the viewer may write in its stream."""
    found = draft(viewer.organisation_id, story_id, now=now) if viewer.may(WRITE_STORIES) else None
    return found if found is not None and works_in(viewer, found.content.stream_id) else None


def draft(organisation_id: int, story_id: int, *, now: dt.datetime) -> StoryDraft | None:
    """A story with everything an editor can change, or None when the organisation has no such story."""
    stories = Story.objects.filter(organisation_id=organisation_id, id=story_id).select_related("stream")
    story = (
        stories.annotate(**STANDING)
        .prefetch_related("texts", "share_texts", "topics", "audience_teams", "without_teams")
        .first()
    )
    if story is None:
        return None
    return StoryDraft(
        id=story.id,
        content=content_of(story),
        state=state_now(story, now),
        stream=story.stream.name,
        picture_url=picture_url(story.picture.name or ""),
        scene=scene_of(story),
        updated_at=story.updated_at,
        published_at=story.published_at,
        withdrawn_at=story.withdrawn_at,
        archived_at=story.archived_at,
        revision=story.revision,
    )


def story_with_address(organisation_id: int, url: str) -> tuple[int, int] | None:
    """(id, stream's id) of the newest story that leads to this address and was not withdrawn."""
    stories = Story.objects.filter(organisation_id=organisation_id, target_url=url, withdrawn_at=None)
    return stories.order_by("-id").values_list("id", "stream_id").first()


def state_now(story: Story, now: dt.datetime) -> str:
    """Where a story stands that was annotated with ``STANDING``."""
    state = state_of(
        now,
        published_at=story.published_at,
        starts_at=story.starts_at,
        ends_at=story.ends_at,
        withdrawn_at=story.withdrawn_at,
        archived_at=story.archived_at,
        in_review=story.in_review,  # type: ignore[attr-defined]
    )
    return PAUSED if state == LIVE and story.paused else state  # type: ignore[attr-defined]


def scene_of(story: Story) -> str:
    """The drawing for a story whose topics have been fetched along."""
    topics_ = sorted(story.topics.all(), key=lambda topic: topic.id)
    scene = story.picture_scene or next((topic.scene for topic in topics_ if topic.scene), "")
    return scene_for(scene, story.target_url)


def content_of(story: Story) -> Content:
    """Everything an editor decides about a story, as it is stored."""
    return Content(
        stream_id=story.stream_id,
        language=story.language,
        target_url=story.target_url,
        kind=story.kind,
        source_name=story.source_name,
        picture_alt=story.picture_alt,
        picture_focus=(story.picture_focus_x, story.picture_focus_y),
        asset_id=story.asset_id,
        campaign_id=story.campaign_id,
        goal=story.goal,
        place=story.place,
        happens_at=story.happens_at,
        happens_until=story.happens_until,
        reading_minutes=story.reading_minutes,
        topic_ids=frozenset(topic.id for topic in story.topics.all()),
        audience=audience_of(story),
        evergreen=story.evergreen,
        priority=story.priority,
        starts_at=story.starts_at,
        embargo_until=story.embargo_until,
        ends_at=story.ends_at,
        texts={t.language: _words(t) for t in story.texts.all()},
        share_texts=tuple(ShareWords(t.language, t.tone, t.text, t.channel) for t in story.share_texts.all()),
    )


def _words(text: StoryText) -> Words:
    return Words(text.title, text.summary, text.why, text.body, tuple(text.angles.splitlines()))
