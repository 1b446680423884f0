"""How many people there are of each kind: what an audience is counted with."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db.models import Count

from stemme.people.models import Person
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
) -> list[Crowd]:
    """All people who may get mail, counted by what is asked for. One query.

    Ask only for what audiences speak of: 25,000 people are a thousand teams, but sixteen thousand kinds of all three,
    and without any they are merely counted.
    """
    asked = {"team_id": teams, "language": languages, "place": places}
    kinds = [name for name, wanted in asked.items() if wanted]
    people = _reachable(organisation_id, now.date()).order_by()
    if not kinds:
        return [Crowd(None, "", "", people.count())]
    rows = people.values(*kinds).annotate(people=Count("id"))
    return [Crowd(row.get("team_id"), row.get("language", ""), row.get("place", ""), row["people"]) for row in rows]


def teams_of_present(organisation_id: int) -> dict[int, int | None]:
    """The team of everybody who has not left, by person; None for who has none. One query."""
    people = Person.objects.filter(organisation_id=organisation_id, deactivated_at=None).order_by()
    return dict(people.values_list("id", "team_id"))
