"""Which live story reaches whom."""

from __future__ import annotations

import datetime as dt

from stemme.library import queries
from stemme.library.queries import StoryPage
from stemme.people import queries as people
from stemme.people.viewer import Viewer


def story_reaching(viewer: Viewer, story_id: int, *, now: dt.datetime) -> StoryPage | None:
    """The live story, told in some language, that reaches this person; None for foreign, planned, ended ones and those
    meant for others alike."""
    story = queries.story(viewer.organisation_id, story_id, now=now)
    if story is None or story.state != "live" or not story.titles:
        return None
    line = people.team_line(viewer.organisation_id, viewer.team_id)
    return story if story.audience.reaches(team_line=line, language=viewer.language, place=viewer.place) else None
