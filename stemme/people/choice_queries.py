"""How many people are of one choice or another, counted where they are kept: what an editor sees while choosing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Count, Q
from django.db.models.expressions import Combinable

from stemme.people.models import Person
from stemme.people.queries import _reachable

#: What else has to be true of a person; names the columns of Person (``Q(id__in=…)``, ``~Exists(…)``).
Besides: TypeAlias = "Q | Combinable"


@dataclass(frozen=True, slots=True)
class Choice:
    """People by team, language and place; None does not ask. Teams are meant with those below them already.

    Nobody is of a ``without_…``. Places are spelled as they are kept (``places_like``).
    """

    team_ids: frozenset[int] | None = None
    languages: frozenset[str] | None = None
    places: frozenset[str] | None = None
    without_team_ids: frozenset[int] = frozenset()
    without_languages: frozenset[str] = frozenset()
    without_places: frozenset[str] = frozenset()


def places_like(organisation_id: int, names: frozenset[str]) -> frozenset[str]:
    """These places in all spellings in which people have them, whatever the case. No query for no names."""
    if not names:
        return frozenset()
    wanted = {name.casefold() for name in names}
    kept = Person.objects.filter(organisation_id=organisation_id).order_by().values_list("place", flat=True).distinct()
    return frozenset(place for place in kept if place.casefold() in wanted)


def by_language(organisation_id: int, choices: Mapping[str, Choice], *, now: dt.datetime) -> dict[str, dict[str, int]]:
    """People who may get mail, by language, for each choice under its name. One query, however many choices."""
    # Equal choices are counted once: most of what an editor looks at is one or two of them.
    columns = {choice: f"choice_{place}" for place, choice in enumerate(dict.fromkeys(choices.values()))}
    counted = {column: Count("id", filter=_chosen(choice)) for choice, column in columns.items()}
    people = _reachable(organisation_id, now.date()).order_by().values("language").annotate(**counted)
    rows = list(people.values_list("language", *columns.values()))
    places = {choice: place for place, choice in enumerate(columns, start=1)}
    return {
        name: {row[0]: row[places[choice]] for row in rows if row[places[choice]]} for name, choice in choices.items()
    }


def how_many(organisation_id: int, choice: Choice, besides: Besides, *, now: dt.datetime) -> int:
    """People of this choice who may get mail and of whom something else is true, too. One query."""
    return _reachable(organisation_id, now.date()).filter(_chosen(choice), besides).count()


def _chosen(choice: Choice) -> Q:
    # Always true, so that there is a condition to count by when nothing is asked.
    asked = Q(id__isnull=False)
    if choice.team_ids is not None:
        asked &= Q(team_id__in=choice.team_ids)
    if choice.languages is not None:
        asked &= Q(language__in=choice.languages)
    if choice.places is not None:
        asked &= Q(place__in=choice.places)
    if choice.without_team_ids:
        asked &= Q(team_id=None) | ~Q(team_id__in=choice.without_team_ids)
    if choice.without_languages:
        asked &= ~Q(language__in=choice.without_languages)
    if choice.without_places:
        asked &= ~Q(place__in=choice.without_places)
    return asked
