"""The evidence that a share became a post: opened, posted as its owner says, visited by somebody.

Each of the three numbers is counted by itself and none is guessed from another (docs/decisions/0016-ladder.md).
Visitors are counted above this app, so whoever asks brings the links that had some. Groups: stats/ladder_queries.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from stemme.sharing.models import Share


@dataclass(frozen=True, slots=True)
class Ladder:
    """How many shares opened a network, how many were posted as their owners say, through how many somebody came."""

    opened: int = 0
    posted: int = 0
    visited: int = 0

    def __add__(self, other: Ladder) -> Ladder:
        return Ladder(self.opened + other.opened, self.posted + other.posted, self.visited + other.visited)


def links_of_shares(
    organisation_id: int, person_id: int, *, since: dt.datetime | None = None
) -> list[tuple[int, bool | None]]:
    """(link, whether it was posted as the person says) of each of this person's shares, from this moment on."""
    rows = Share.objects.filter(organisation_id=organisation_id, person_id=person_id)
    if since is not None:
        rows = rows.filter(shared_at__gte=since)
    return list(rows.values_list("link_id", "posted"))


def ladder_from(shares: Collection[tuple[int, bool | None]], visited: Collection[int]) -> Ladder:
    """The ladder of such shares when somebody came through these links.

    >>> ladder_from([(1, True), (2, None), (3, False)], {2})
    Ladder(opened=3, posted=1, visited=1)
    """
    return Ladder(len(shares), sum(posted is True for _, posted in shares), sum(link in visited for link, _ in shares))
