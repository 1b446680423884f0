"""How many people there are of each kind: what an audience is counted with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet

from stemme.people.queries import _reachable


class Crowd(NamedTuple):
    """People of one team, language and place; empty where they were not told apart by it."""

    team_id: int | None
    language: str
    place: str
    people: int


def crowds(
    organisation_id: int,
    *,
    now: dt.datetime,
    teams: bool = True,
    languages: bool = True,
    places: bool = True,
    among: Collection[int] | QuerySet[Any, Any] | None = None,
    leaving_out: Collection[int] | QuerySet[Any, Any] | None = None,
) -> list[Crowd]:
    """All people who may get mail, counted by what is asked for. One query.

    ``among``: only of these people, ``leaving_out``: not of those, as ids or as a query that gives ids.

    Ask only for what audiences speak of: 25,000 people are a thousand teams, but sixteen thousand kinds of all three,
    and without any they are merely counted.
    """
    asked = {"team_id": teams, "language": languages, "place": places}
    kinds = [name for name, wanted in asked.items() if wanted]
    people = _reachable(organisation_id, now.date()).order_by()
    if among is not None:
        people = people.filter(id__in=among)
    if leaving_out is not None:
        people = people.exclude(id__in=leaving_out)
    if not kinds:
        return [Crowd(None, "", "", people.count())]
    rows = people.values(*kinds).annotate(people=Count("id"))
    return [Crowd(row.get("team_id"), row.get("language", ""), row.get("place", ""), row["people"]) for row in rows]
