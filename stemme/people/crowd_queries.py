"""How many people there are of each kind: what an audience is counted with."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import Count

from stemme.people.queries import _reachable


class Crowd(NamedTuple):
    """People of one team, language and place; empty where they were not told apart by it."""

    team_id: int | None
    language: str
    place: str
    people: int


def crowds(organisation_id: int, *, now: dt.datetime, languages: bool = True, places: bool = True) -> list[Crowd]:
    """All people who may get mail, counted by team and, if asked for, by language and place. One query.

    Ask only for what audiences speak of: 25,000 people are a thousand teams, but sixteen thousand kinds of all three.
    """
    kinds = ["team_id", *(["language"] if languages else []), *(["place"] if places else [])]
    rows = _reachable(organisation_id, now.date()).order_by().values(*kinds).annotate(people=Count("id"))
    return [Crowd(row["team_id"], row.get("language", ""), row.get("place", ""), row["people"]) for row in rows]
