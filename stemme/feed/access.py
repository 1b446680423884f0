"""The stories and topics that this viewer may read, keep or follow, or 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.library import queries as library
from stemme.library.queries import StoryPage
from stemme.people import queries as people
from stemme.people.viewer import Viewer


def story_to_read(viewer: Viewer, story_id: int, *, now: dt.datetime) -> StoryPage:
    """The live story that reaches this person, or 404: foreign, planned, over and meant for others look the same."""
    story = library.story(viewer.organisation_id, story_id, now=now)
    if story is None or story.state != "live" or not story.titles:
        raise Http404
    line = people.team_line(viewer.organisation_id, viewer.team_id)
    if not story.audience.reaches(team_line=line, language=viewer.language, place=viewer.place):
        raise Http404
    return story
