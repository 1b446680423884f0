"""The stories and topics that this viewer may read, keep or follow, or 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.feed.leaning_queries import leaning_to
from stemme.library.queries import StoryPage, StoryRow
from stemme.library.reach_queries import story_reaching
from stemme.people.viewer import Viewer


def story_to_read(viewer: Viewer, story_id: int, *, now: dt.datetime) -> StoryPage:
    """The live story that reaches this person, or 404: foreign, planned, over and meant for others look the same."""
    story = story_reaching(viewer, story_id, now=now)
    if story is None:
        raise Http404
    return story


def thing_of(story: StoryRow, asked: str) -> tuple[str, int]:
    """What of this story somebody leans to: ``story``, ``stream`` or ``topic-<id>`` of one of its topics; else 404."""
    if asked == "story":
        return "story", story.id
    if asked == "stream":
        return "stream", story.stream_id
    for topic in story.topics:
        if asked == f"topic-{topic.id}":
            return "topic", topic.id
    raise Http404


def own_leaning(viewer: Viewer, thing: str, thing_id: int) -> bool:
    """Whether the viewer asked for more (True) or less (False) of it; 404 when they said nothing of it."""
    said = None
    if thing in {"story", "topic", "stream"}:
        said = leaning_to(viewer.organisation_id, viewer.person_id, thing, thing_id)
    if said is None:
        raise Http404
    return said
