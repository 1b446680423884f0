"""The studio's table: stories by where they stand, and the streams beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When

from stemme.library.audience import Audience
from stemme.library.models import Campaign, Review, Story, StoryText
from stemme.library.picture_queries import picture_url
from stemme.library.queries import audience_of
from stemme.library.studio_queries import ASKED, STANDING, Streams, open_streams, scene_of, state_now

#: The tabs of the studio. ``all`` is everything that is not over.
ALL, DRAFTS, REVIEW, SCHEDULED, LIVE = "all", "drafts", "review", "scheduled", "live"
ENDED, ARCHIVED = "ended", "archived"
TABS = (ALL, DRAFTS, REVIEW, SCHEDULED, LIVE, ENDED, ARCHIVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudioRow:
    """One line of the studio's table."""

    id: int
    title: str
    language: str
    stream: str
    stream_id: int
    state: str
    embargo_until: dt.datetime | None
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    updated_at: dt.datetime
    withdrawn_at: dt.datetime | None
    archived_at: dt.datetime | None
    audience: Audience
    languages: tuple[str, ...]
    picture_url: str
    scene: str
    #: Whose look it waits for; "" for any colleague's, or when it does not wait.
    waits_for: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What of a tab is wanted: a stream, a campaign, words of the title."""

    stream_id: int | None = None
    campaign_id: int | None = None
    words: str = ""


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


def in_tab(tab: str, now: dt.datetime) -> Q:
    """The stories of a tab."""
    not_ended = Q(ends_at=None) | Q(ends_at__gt=now)
    here = Q(withdrawn_at=None, archived_at=None)
    draft, published = here & Q(published_at=None), here & Q(published_at__isnull=False)
    return {
        ALL: here & (Q(published_at=None) | not_ended),
        DRAFTS: draft & ~Q(ASKED),
        REVIEW: draft & Q(ASKED),
        SCHEDULED: published & Q(starts_at__gt=now) & not_ended,
        LIVE: published & Q(starts_at__lte=now) & not_ended,
        ENDED: Q(archived_at=None) & (Q(withdrawn_at__isnull=False) | Q(published_at__isnull=False, ends_at__lte=now)),
        ARCHIVED: Q(archived_at__isnull=False),
    }[tab]


def tab_counts(organisation_id: int, *, now: dt.datetime, own: Streams = None) -> dict[str, int]:
    """How many stories each tab has. One query."""
    counts = {tab: Count("id", filter=in_tab(tab, now)) for tab in TABS}
    return _stories(organisation_id, own).aggregate(**counts)


def stream_counts(
    organisation_id: int, *, tab: str, now: dt.datetime, own: Streams = None
) -> list[tuple[int, str, int]]:
    """(id, name, stories in this tab) of each stream that was not put away. Two queries."""
    counted = _counted_by("stream_id", _stories(organisation_id, own).filter(in_tab(tab, now)))
    return [
        (id_, name, counted.get(id_, 0)) for id_, name in open_streams(organisation_id, own).values_list("id", "name")
    ]


def campaign_counts(
    organisation_id: int, *, tab: str, now: dt.datetime, own: Streams = None
) -> list[tuple[int, str, int]]:
    """(id, name, stories in this tab) of each campaign that was not put away, by name. Two queries."""
    rows = Campaign.objects.filter(organisation_id=organisation_id, archived_at=None).order_by("name")
    counted = _counted_by("campaign_id", _stories(organisation_id, own).filter(in_tab(tab, now)))
    return [(id_, name, counted.get(id_, 0)) for id_, name in rows.values_list("id", "name")]


def studio_stories(
    organisation_id: int, *, tab: str, narrowed: Narrowed = Narrowed(), now: dt.datetime, own: Streams = None
) -> QuerySet[Story]:
    """The stories of a tab, what needs attention first; to be cut into pages and given to ``studio_rows``."""
    stories = _stories(organisation_id, own).filter(in_tab(tab, now))
    if narrowed.stream_id is not None:
        stories = stories.filter(stream_id=narrowed.stream_id)
    if narrowed.campaign_id is not None:
        stories = stories.filter(campaign_id=narrowed.campaign_id)
    if narrowed.words.strip():
        texts = StoryText.objects.filter(story=OuterRef("pk"), title__icontains=narrowed.words.strip()[:100])
        stories = stories.filter(Exists(texts))
    if tab in {DRAFTS, REVIEW, ENDED, ARCHIVED}:
        return stories.order_by("-updated_at", "-id")
    rank = Case(
        When(in_tab(LIVE, now), then=Value(0)),
        When(in_tab(REVIEW, now), then=Value(1)),
        When(published_at__isnull=False, then=Value(2)),
        default=Value(3),
    )
    return stories.order_by(rank, F("starts_at").desc(nulls_last=True), "-updated_at", "-id")


def studio_rows(stories: QuerySet[Story], *, now: dt.datetime) -> list[StudioRow]:
    """Lines for the table; seven queries, however many stories."""
    looks = Review.objects.filter(answered_at=None, dropped_at=None).select_related("wanted")
    parts = stories.annotate(**STANDING).select_related("stream")
    hanging = (Prefetch("reviews", looks, to_attr="open_looks"), "texts", "topics", "audience_teams", "without_teams")
    return [_studio_row(story, now) for story in parts.prefetch_related(*hanging)]


def streams(organisation_id: int, *, now: dt.datetime, own: Streams = None) -> list[StreamRow]:
    """All streams by name, those about the outside world last. Three queries."""
    counted = {id_: count for id_, _, count in stream_counts(organisation_id, tab=ALL, now=now, own=own)}
    rows = open_streams(organisation_id, own).select_related("owner")
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


def _counted_by(field: str, stories: QuerySet[Story]) -> dict[int | None, int]:
    return dict(stories.order_by().values_list(field).annotate(stories=Count("id")))


def _stories(organisation_id: int, own: Streams) -> QuerySet[Story]:
    stories = Story.objects.filter(organisation_id=organisation_id)
    return stories if own is None else stories.filter(stream_id__in=own)


def _studio_row(story: Story, now: dt.datetime) -> StudioRow:
    texts = sorted(story.texts.all(), key=lambda text: (text.language != story.language, text.id))
    wanted = next((look.wanted for look in story.open_looks), None)  # type: ignore[attr-defined]
    return StudioRow(
        id=story.id,
        title=texts[0].title if texts else "",
        language=texts[0].language if texts else story.language,
        stream=story.stream.name,
        stream_id=story.stream_id,
        state=state_now(story, now),
        embargo_until=story.embargo_until if story.embargo_until and story.embargo_until > now else None,
        starts_at=story.starts_at,
        ends_at=story.ends_at,
        updated_at=story.updated_at,
        withdrawn_at=story.withdrawn_at,
        archived_at=story.archived_at,
        audience=audience_of(story),
        languages=tuple(text.language for text in texts),
        picture_url=picture_url(story.picture.name or ""),
        scene=scene_of(story),
        waits_for=wanted.name if wanted else "",
    )
