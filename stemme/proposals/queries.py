"""What there is already."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.feed.showing import shown
from stemme.library.reach_queries import story_reaching
from stemme.library.studio_queries import story_with_address
from stemme.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Told:
    """A story that leads to the same address and reaches this person."""

    id: int
    title: str
    language: str


def told_already(viewer: Viewer, addresses: list[str], *, now: dt.datetime) -> Told | None:
    """The live story that leads to one of these addresses, if it reaches the viewer: others are not theirs to know."""
    for address in dict.fromkeys(filter(None, addresses)):
        found = story_with_address(viewer.organisation_id, address)
        story = story_reaching(viewer, found[0], now=now) if found else None
        if story is not None:
            entry = shown(story, viewer.language, viewer.story_languages)
            return Told(story.id, entry.title, entry.language)
    return None
