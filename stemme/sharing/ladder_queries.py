"""The evidence that a share became a post: opened, posted as its owner says, visited by somebody.

Each of the three numbers is counted by itself and none is guessed from another (docs/decisions/0016-ladder.md).
Visitors are counted above this app, so whoever asks brings the links that had some. Groups: stats/ladder_queries.py.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.expressions import BaseExpression

from stemme.sharing.models import Share


@dataclass(frozen=True, slots=True)
class Ladder:
    """How many shares opened a network, how many were posted as their owners say, through how many somebody came."""

    opened: int = 0
    posted: int = 0
    visited: int = 0

    def __add__(self, other: Ladder) -> Ladder:
        return Ladder(self.opened + other.opened, self.posted + other.posted, self.visited + other.visited)


def ladder(
    organisation_id: int, person_id: int, visited: BaseExpression | Q, *, since: dt.datetime | None = None
) -> Ladder:
    """Of one person's shares from this moment on. ``visited``: did somebody come through a share's link? One query."""
    rows = Share.objects.filter(organisation_id=organisation_id, person_id=person_id)
    if since is not None:
        rows = rows.filter(shared_at__gte=since)
    return Ladder(**rows.aggregate(
        opened=Count("id"), posted=Count("id", filter=Q(posted=True)), visited=Count("id", filter=visited)
    ))  # fmt: skip
