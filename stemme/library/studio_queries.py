"""Stories and streams as editors see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from stemme.library.audience import Audience
from stemme.library.content import Content, ShareWords, Words
from stemme.library.models import Story, StoryText, Stream, Topic
from stemme.library.queries import TopicRow, audience_of, picture_url
from stemme.library.scenes import scene_for
from stemme.library.states import state_of
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer

#: The tabs of the studio. ``all`` is everything that is not over.
ALL, DRAFTS, SCHEDULED, LIVE, ENDED = "all", "drafts", "scheduled", "live", "ended"
TABS = (ALL, DRAFTS, SCHEDULED, LIVE, ENDED)
#: The streams somebody may work in (``Viewer.streams_for``), or None for all.
Streams: TypeAlias = Collection[int] | None


@dataclass(frozen=True, slots=True)
class StudioRow:
    """One line of the studio's table."""

    id: int
    title: str
    language: str
    stream: str
    state: str
    embargo_until: dt.datetime | None
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    updated_at: dt.datetime
    withdrawn_at: dt.datetime | None
    audience: Audience
    languages: tuple[str, ...]
    picture_url: str
    scene: str


@dataclass(frozen=True, slots=True)
class StreamRow:
    """A stream with its owner, and how many of its stories are not over."""

    id: int
    name: str
    outside: bool
    owner_id: int | None
    owner_name: str
    owner_initials: str
    on_the_way: int


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


def in_tab(tab: str, now: dt.datetime) -> Q:
    """The stories of a tab."""
    not_ended = Q(ends_at=None) | Q(ends_at__gt=now)
    published = Q(published_at__isnull=False, withdrawn_at=None)
    return {
        ALL: Q(withdrawn_at=None) & (Q(published_at=None) | not_ended),
        DRAFTS: Q(published_at=None, withdrawn_at=None),
        SCHEDULED: published & Q(starts_at__gt=now) & not_ended,
        LIVE: published & Q(starts_at__lte=now) & not_ended,
        ENDED: Q(withdrawn_at__isnull=False) | Q(published_at__isnull=False, ends_at__lte=now),
    }[tab]


def _stories(organisation_id: int, own: Streams) -> QuerySet[Story]:
    stories = Story.objects.filter(organisation_id=organisation_id)
    return stories if own is None else stories.filter(stream_id__in=own)


def _streams(organisation_id: int, own: Streams) -> QuerySet[Stream]:
    streams = Stream.objects.filter(organisation_id=organisation_id).order_by("outside", "name")
    return streams if own is None else streams.filter(id__in=own)


def tab_counts(organisation_id: int, *, now: dt.datetime, own: Streams = None) -> dict[str, int]:
    """How many stories each tab has. One query."""
    counts = {tab: Count("id", filter=in_tab(tab, now)) for tab in TABS}
    return _stories(organisation_id, own).aggregate(**counts)


def stream_counts(
    organisation_id: int, *, tab: str, now: dt.datetime, own: Streams = None
) -> list[tuple[int, str, int]]:
    """(id, name, stories in this tab) of each stream. One query."""
    rows = _streams(organisation_id, own).values_list("id", "name")
    found = (
        Story.objects.filter(in_tab(tab, now), organisation_id=organisation_id)
        .order_by()
        .values_list("stream_id")
        .annotate(stories=Count("id"))
    )
    counted = dict(found)
    return [(id_, name, counted.get(id_, 0)) for id_, name in rows]


def studio_stories(
    organisation_id: int, *, tab: str, stream_id: int | None, words: str, now: dt.datetime, own: Streams = None
) -> QuerySet[Story]:
    """The stories of a tab, what needs attention first; to be cut into pages and given to ``studio_rows``."""
    stories = _stories(organisation_id, own).filter(in_tab(tab, now))
    if stream_id is not None:
        stories = stories.filter(stream_id=stream_id)
    if words.strip():
        texts = StoryText.objects.filter(story=OuterRef("pk"), title__icontains=words.strip()[:100])
        stories = stories.filter(Exists(texts))
    if tab in {DRAFTS, ENDED}:
        return stories.order_by("-updated_at", "-id")
    rank = Case(
        When(in_tab(LIVE, now), then=Value(0)), When(published_at__isnull=False, then=Value(1)), default=Value(2)
    )
    return stories.order_by(rank, F("starts_at").desc(nulls_last=True), "-updated_at", "-id")


def studio_rows(stories: QuerySet[Story], *, now: dt.datetime) -> list[StudioRow]:
    """Lines for the table; five queries, however many stories."""
    parts = stories.select_related("stream").prefetch_related("texts", "topics", "audience_teams")
    return [_studio_row(story, now) for story in parts]


def streams(organisation_id: int, *, now: dt.datetime, own: Streams = None) -> list[StreamRow]:
    """All streams by name, those about the outside world last. Two queries."""
    counted = {id_: count for id_, _, count in stream_counts(organisation_id, tab=ALL, now=now, own=own)}
    rows = _streams(organisation_id, own).select_related("owner")
    return [
        StreamRow(
            id=stream.id,
            name=stream.name,
            outside=stream.outside,
            owner_id=stream.owner_id,
            owner_name=stream.owner.name if stream.owner else "",
            owner_initials=stream.owner.initials if stream.owner else "",
            on_the_way=counted.get(stream.id, 0),
        )
        for stream in rows
    ]


def stream_names(organisation_id: int, own: Streams = None) -> list[tuple[int, str]]:
    """(id, name) of each stream."""
    return list(_streams(organisation_id, own).values_list("id", "name"))


def own_stream(organisation_id: int, person_id: int) -> int | None:
    """The first stream that this person owns."""
    rows = _streams(organisation_id, None).filter(owner_id=person_id)
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
    story = stories.prefetch_related("texts", "share_texts", "topics", "audience_teams").first()
    if story is None:
        return None
    return StoryDraft(
        id=story.id,
        content=_content(story),
        state=_state(story, now),
        stream=story.stream.name,
        picture_url=picture_url(story.picture.name or ""),
        scene=_scene(story),
        updated_at=story.updated_at,
        published_at=story.published_at,
        withdrawn_at=story.withdrawn_at,
    )


def story_with_address(organisation_id: int, url: str) -> tuple[int, int] | None:
    """(id, stream's id) of the newest story that leads to this address and was not withdrawn."""
    stories = Story.objects.filter(organisation_id=organisation_id, target_url=url, withdrawn_at=None)
    return stories.order_by("-id").values_list("id", "stream_id").first()


def _state(story: Story, now: dt.datetime) -> str:
    return state_of(
        now,
        published_at=story.published_at,
        starts_at=story.starts_at,
        ends_at=story.ends_at,
        withdrawn_at=story.withdrawn_at,
    )


def _scene(story: Story) -> str:
    topics_ = sorted(story.topics.all(), key=lambda topic: topic.id)
    return scene_for(next((topic.scene for topic in topics_ if topic.scene), ""), story.target_url)


def _studio_row(story: Story, now: dt.datetime) -> StudioRow:
    texts = sorted(story.texts.all(), key=lambda text: (text.language != story.language, text.id))
    return StudioRow(
        id=story.id,
        title=texts[0].title if texts else "",
        language=texts[0].language if texts else story.language,
        stream=story.stream.name,
        state=_state(story, now),
        embargo_until=story.embargo_until if story.embargo_until and story.embargo_until > now else None,
        starts_at=story.starts_at,
        ends_at=story.ends_at,
        updated_at=story.updated_at,
        withdrawn_at=story.withdrawn_at,
        audience=audience_of(story),
        languages=tuple(text.language for text in texts),
        picture_url=picture_url(story.picture.name or ""),
        scene=_scene(story),
    )


def _content(story: Story) -> Content:
    return Content(
        stream_id=story.stream_id,
        language=story.language,
        target_url=story.target_url,
        kind=story.kind,
        source_name=story.source_name,
        picture_alt=story.picture_alt,
        reading_minutes=story.reading_minutes,
        topic_ids=frozenset(topic.id for topic in story.topics.all()),
        audience=audience_of(story),
        evergreen=story.evergreen,
        priority=story.priority,
        starts_at=story.starts_at,
        embargo_until=story.embargo_until,
        ends_at=story.ends_at,
        texts={t.language: _words(t) for t in story.texts.all()},
        share_texts=tuple(ShareWords(t.language, t.tone, t.text) for t in story.share_texts.all()),
    )


def _words(text: StoryText) -> Words:
    return Words(text.title, text.summary, text.why, text.body, tuple(text.angles.splitlines()))
