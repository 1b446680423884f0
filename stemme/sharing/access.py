"""Which story may be shared by whom, and whose share it is."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.library.queries import StoryPage
from stemme.library.reach_queries import story_reaching
from stemme.people.viewer import Viewer
from stemme.sharing import queries
from stemme.sharing.queries import ShareRow


def shareable_story(viewer: Viewer, story_id: int, *, now: dt.datetime) -> StoryPage:
    """The live story that reaches this person, or 404: foreign, planned, ended and meant for others look the same."""
    story = story_reaching(viewer, story_id, now=now)
    if story is None:
        raise Http404
    return story


def own_share(viewer: Viewer, story_id: int, channel: str) -> ShareRow:
    """The viewer's own share of the story on this channel, also when the story is gone, or 404."""
    share = queries.share_of(viewer.organisation_id, viewer.person_id, story_id=story_id, channel=channel)
    if share is None:
        raise Http404
    return share
