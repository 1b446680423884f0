"""The stories that a viewer may send out, or 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.library import studio_queries
from stemme.people.viewer import Viewer


def story_to_send(viewer: Viewer, story_id: int, *, now: dt.datetime) -> studio_queries.StoryDraft:
    """The story that the viewer may send out, because they may write in its stream; or 404."""
    draft = studio_queries.draft_for(viewer, story_id, now=now)
    if draft is None:
        raise Http404
    return draft
