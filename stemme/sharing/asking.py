"""The question on return: did you post it? One share at a time, on the pages to which people come back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.library import queries as library
from stemme.people.viewer import Viewer
from stemme.sharing import posted_queries
from stemme.sharing.queries import ShareRow


@dataclass(frozen=True, slots=True)
class Question:
    """A share to ask about, or one that was answered a moment ago; with its story's title."""

    share: ShareRow
    title: str
    language: str
    answered: bool


def question_for(viewer: Viewer, said: str, *, now: dt.datetime) -> Question | None:
    """What to ask this person on one of their pages, or None. ``said`` is the page's ``?said=``: the share that was
    answered right before, so that one may add its address or take the answer back. At most three queries."""
    org, person = viewer.organisation_id, viewer.person_id
    answered = None
    if said.isascii() and said.isdigit() and len(said) < 19:
        answered = posted_queries.share_answered(org, person, int(said))
    share = answered or posted_queries.share_to_ask_about(org, person, now=now)
    title = library.titles(org, [share.story_id]).get(share.story_id) if share else None
    return Question(share, title[1], title[0], answered is not None) if share and title else None
