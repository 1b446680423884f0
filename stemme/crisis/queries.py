"""Stops, and who is to be told of them."""

from __future__ import annotations

import datetime as dt

from stemme.library import stop_queries
from stemme.library.stop_queries import PauseRow, stories_stopped_by
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.sharing.story_queries import shares_of_stories

#: Whoever shared longer ago has a post that nobody sees any more.
TOLD_DAYS = 30


def stop_to_touch(viewer: Viewer, pause_id: int) -> PauseRow:
    """The stop that the viewer may change and end. Raises LookupError."""
    found = stop_queries.pause_row(viewer, pause_id)
    if found is None:
        raise LookupError(pause_id)
    return found


def people_to_tell(organisation_id: int, pause: PauseRow, *, now: dt.datetime) -> list[int]:
    """The people who shared what is stopped in the thirty days before the stop or since, as far as they get mail."""
    shared = shared_by(organisation_id, pause)
    return [row.person_id for row in people.receivers(organisation_id, now=now, only=list(shared))] if shared else []


def shared_by(organisation_id: int, pause: PauseRow) -> dict[int, list[tuple[int, str]]]:
    """Person → (story, channel) of what they shared of it, the last share first."""
    since = pause.began_at - dt.timedelta(days=TOLD_DAYS)
    return shares_of_stories(organisation_id, stories_stopped_by(organisation_id, pause), since=since)
