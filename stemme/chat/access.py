"""The objects that this viewer may work with, or 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.chat.models import Room
from stemme.library import queries as library
from stemme.library import studio_queries
from stemme.library.queries import StoryPage
from stemme.people.viewer import Viewer


def story_to_post(viewer: Viewer, story_id: int, *, now: dt.datetime) -> StoryPage:
    """The story of a stream that the viewer may write in, or Http404."""
    if studio_queries.draft_for(viewer, story_id, now=now) is None:
        raise Http404
    found = library.story(viewer.organisation_id, story_id, now=now)
    if found is None or not found.titles:
        raise Http404
    return found


def room_to_manage(viewer: Viewer, room_id: int) -> int:
    """The id of a channel of the viewer's organisation, or Http404."""
    if not Room.objects.filter(organisation_id=viewer.organisation_id, id=room_id).exists():
        raise Http404
    return room_id
