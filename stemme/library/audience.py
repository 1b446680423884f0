"""Whom a story is meant for. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict


class Kinds(TypedDict):
    """By what people are told apart."""

    teams: bool
    languages: bool
    places: bool


@dataclass(frozen=True, slots=True)
class Audience:
    """Teams, languages and places. Empty means everyone; within a kind any match is enough, across kinds all must.

    Whoever is of one of the kinds left out (``without_…``) is not reached, whatever else they are.
    """

    team_ids: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    without_team_ids: frozenset[int] = frozenset()
    without_languages: frozenset[str] = frozenset()
    without_places: frozenset[str] = frozenset()

    def reaches(self, *, team_line: tuple[int, ...], language: str, place: str) -> bool:
        """True for a person of this team (given with all teams above it), language and place."""
        here = place.casefold()
        return (
            (not self.team_ids or not self.team_ids.isdisjoint(team_line))
            and (not self.languages or language in self.languages)
            and (not self.places or here in folded(self.places))
            and self.without_team_ids.isdisjoint(team_line)
            and language not in self.without_languages
            and here not in folded(self.without_places)
        )

    @property
    def is_everyone(self) -> bool:
        """True when nobody is left out."""
        return not any(self.kinds.values())

    @property
    def kinds(self) -> Kinds:
        """Of what it speaks, as ``crowd_queries.crowds`` is asked: teams, languages, places."""
        return {
            "teams": bool(self.team_ids or self.without_team_ids),
            "languages": bool(self.languages or self.without_languages),
            "places": bool(self.places or self.without_places),
        }


def folded(places: frozenset[str]) -> frozenset[str]:
    """Names of places as they are compared: without case."""
    return frozenset(place.casefold() for place in places)
