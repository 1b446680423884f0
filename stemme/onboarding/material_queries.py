"""What the steps show from other apps: the guidelines in short, what is hoped for, the first stories."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.agreements import queries as agreements
from stemme.feed import queries as feed
from stemme.feed.past_queries import past_of
from stemme.feed.showing import Ranked
from stemme.library import queries as library
from stemme.people.viewer import Viewer
from stemme.policy import queries as policy
from stemme.policy.expectations.queries import ExpectationRow, expectation_for

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
    """The first of the person's own list."""
    live = library.live_stories(viewer.organisation_id, now=now)
    past = past_of(viewer.organisation_id, [viewer.person_id], now=now, among=[story.id for story in live])
    return feed.list_of(viewer, live, past, now=now, limit=MOST)
