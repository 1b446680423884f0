"""How many people there are of each kind: what an audience is counted with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count

from stemme.people.queries import _reachable


@dataclass(frozen=True, slots=True)
class Crowd:
    """People of one team, language and place."""

    team_id: int | None
    language: str
    place: str
    people: int


def crowds(organisation_id: int, *, now: dt.datetime) -> list[Crowd]:
    """All people who may get mail, counted by team, language and place. One query, whatever their number."""
    rows = (
        _reachable(organisation_id, now.date())
        .order_by()
        .values("team_id", "language", "place")
        .annotate(people=Count("id"))
    )
    return [Crowd(row["team_id"], row["language"], row["place"], row["people"]) for row in rows]
