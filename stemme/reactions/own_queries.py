"""One person's posts with what networks say about them. For that person alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.library import queries as library
from stemme.people.viewer import Viewer
from stemme.reactions import queries
from stemme.reactions.queries import Exported, Fetched, Watching
from stemme.sharing import queries as sharing
from stemme.sharing.queries import ShareRow

#: Older shares have lost their names (kit/retention.py).
_YEAR = dt.timedelta(days=365)
#: More are on no page.
_MOST = 500


@dataclass(frozen=True, slots=True)
class OwnPost:
    """A share with its story's title, and what is known from its network; nothing, when all three are None."""

    share: ShareRow
    title: str
    language: str
    fetched: Fetched | None = None
    watching: Watching | None = None
    exported: Exported | None = None


def posts_of(viewer: Viewer, *, now: dt.datetime) -> list[OwnPost]:
    """The viewer's posts of a year about which a network says something or is being asked, the newest first."""
    shares = sharing.shares_of(viewer.organisation_id, viewer.person_id, since=now - _YEAR, limit=_MOST)
    found = with_numbers(viewer, shares)
    return [post for post in found if post.watching or post.exported]


def linkedin_posts(viewer: Viewer, *, now: dt.datetime) -> dict[int, OwnPost]:
    """The viewer's shares of a year on LinkedIn, by share; without numbers. Two queries."""
    shares = sharing.shares_of(viewer.organisation_id, viewer.person_id, since=now - _YEAR, limit=_MOST)
    mine = [share for share in shares if share.channel == "linkedin"]
    titles = library.titles(viewer.organisation_id, {share.story_id for share in mine})
    return {share.id: OwnPost(share, *_title(titles, share)) for share in mine}


def with_numbers(viewer: Viewer, shares: list[ShareRow]) -> list[OwnPost]:
    """These shares of the viewer with what networks say about them. Four queries, however many there are."""
    ours, who, ids = viewer.organisation_id, viewer.person_id, [share.id for share in shares]
    fetched, watching = queries.fetched_of(ours, who, ids), queries.watching_of(ours, who, ids)
    exported = queries.exported_of(ours, who, ids)
    titles = library.titles(ours, {share.story_id for share in shares})
    return [
        OwnPost(share, *_title(titles, share), fetched.get(share.id), watching.get(share.id), exported.get(share.id))
        for share in shares
    ]


def _title(titles: dict[int, tuple[str, str]], share: ShareRow) -> tuple[str, str]:
    language, title = titles.get(share.story_id, ("", ""))
    return title, language
