"""What the steps show from other apps: the guidelines in short, what is hoped for, the first stories."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.agreements import queries as agreements
from stemme.feed import queries as feed
from stemme.feed.past_queries import past_of
from stemme.feed.showing import Ranked, shown
from stemme.library import queries as library
from stemme.library.lottery_queries import held_story_ids
from stemme.library.queries import StoryRow
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.policy import queries as policy
from stemme.policy.expectations.queries import ExpectationRow, expectation_for
from stemme.waves.kit import queries as kit

#: More would be a list to read through.
MOST = 3


@dataclass(frozen=True, slots=True)
class Rules:
    """The house rules for one reader. ``needed``: they have not said yet that they read this version."""

    version: int
    text: policy.TextRow
    needed: bool
    expectation: ExpectationRow | None


def rules_of(viewer: Viewer, language: str) -> Rules | None:
    """The guidelines that hold now, in the reader's language as far as there is one; None when there are none."""
    current = policy.current(viewer.organisation_id)
    if current is None:
        return None
    said = policy.acknowledged(viewer.organisation_id, viewer.person_id)
    hoped = expectation_for(viewer.organisation_id, viewer.person_id, language)
    return Rules(current.version, current.text_for(language), said.needed, hoped)


def cards_are_open(viewer: Viewer, *, now: dt.datetime) -> bool:
    """Whether managers may see the scorecards of those who say yes to it."""
    return agreements.is_open(viewer.organisation_id, "scorecards", on=viewer.today(now)) is not None


def first_stories(viewer: Viewer, *, now: dt.datetime) -> list[Ranked]:
    """What the lead chose for newcomers, as far as it reaches this person; then the first of their own list."""
    live = library.live_stories(viewer.organisation_id, now=now)
    past = past_of(viewer.organisation_id, [viewer.person_id], now=now, among=[story.id for story in live])
    chosen = _chosen(viewer, live, now=now)
    known = {row.story.id for row in chosen}
    own = feed.list_of(viewer, live, past, now=now, limit=MOST)
    return [*chosen, *(row for row in own if row.story.id not in known)][:MOST]


def _chosen(viewer: Viewer, live: list[StoryRow], *, now: dt.datetime) -> list[Ranked]:
    line = people.team_line(viewer.organisation_id, viewer.team_id)
    held = held_story_ids(viewer.organisation_id, viewer.person_id, live, now=now)
    by_id = {story.id: story for story in live if story.id not in held}
    ids = kit.first_stories(viewer.organisation_id, viewer.language, live=live)
    found = [by_id[story_id] for story_id in ids if story_id in by_id]
    return [
        shown(story, viewer.language, viewer.story_languages)
        for story in found
        if story.titles and story.audience.reaches(team_line=line, language=viewer.language, place=viewer.place)
    ]
