"""What kind of story each is, for figures that are grouped by it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from stemme.library.models import Campaign, Story, Stream, Topic


@dataclass(frozen=True, slots=True)
class StoryAttributes:
    """Where a story belongs. ``outside``: its stream tells stories from elsewhere."""

    stream_id: int
    outside: bool
    kind: str
    target_url: str
    topic_ids: tuple[int, ...]


def story_attributes(organisation_id: int) -> dict[int, StoryAttributes]:
    """The attributes of every story of the organisation, in any state. Two queries."""
    topics: dict[int, list[int]] = {}
    through = Story.topics.through.objects.filter(story__organisation_id=organisation_id)
    for story, topic in through.values_list("story_id", "topic_id"):
        topics.setdefault(story, []).append(topic)
    rows = Story.objects.filter(organisation_id=organisation_id).values_list(
        "id", "stream_id", "stream__outside", "kind", "target_url"
    )
    return {
        story: StoryAttributes(stream, outside, kind, target, tuple(sorted(topics.get(story, ()))))
        for story, stream, outside, kind, target in rows.iterator()
    }


def stream_names(organisation_id: int) -> dict[int, str]:
    """The name of each stream."""
    return dict(Stream.objects.filter(organisation_id=organisation_id).values_list("id", "name"))


def campaign_names(organisation_id: int) -> dict[int, str]:
    """The name of each campaign, archived or not."""
    return dict(Campaign.objects.filter(organisation_id=organisation_id).values_list("id", "name"))


def topic_names(organisation_id: int) -> dict[int, dict[str, str]]:
    """The names of each topic by language."""
    return dict(Topic.objects.filter(organisation_id=organisation_id).values_list("id", "names"))


def places_of(organisation_id: int, story_ids: Collection[int] | None = None) -> dict[int, tuple[int, int | None]]:
    """The stream and the campaign of each of these stories, or of all there are, in any state."""
    rows = Story.objects.filter(organisation_id=organisation_id)
    if story_ids is not None:
        rows = rows.filter(id__in=list(story_ids))
    return {story: (stream, campaign) for story, stream, campaign in rows.values_list("id", "stream_id", "campaign_id")}


def stories_in(
    organisation_id: int, *, streams: Collection[int], campaigns: Collection[int], stories: Collection[int]
) -> list[tuple[int, int, int | None]]:
    """(story, stream, campaign) of what is in any of these, in any state. One query."""
    any_of = Q(stream_id__in=list(streams)) | Q(campaign_id__in=list(campaigns)) | Q(id__in=list(stories))
    rows = Story.objects.filter(any_of, organisation_id=organisation_id)
    return list(rows.values_list("id", "stream_id", "campaign_id"))
