"""The stories and topics that this viewer may read, keep or follow, or 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.library.queries import StoryPage
from stemme.library.reach_queries import story_reaching
from stemme.people.viewer import Viewer


def story_to_read(viewer: Viewer, story_id: int, *, now: dt.datetime) -> StoryPage:
    """The live story that reaches this person, or 404: foreign, planned, over and meant for others look the same."""
    story = story_reaching(viewer, story_id, now=now)
    if story is None:
        raise Http404
    return story
