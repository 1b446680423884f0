"""Whom a story is meant for. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Audience:
    """Teams, languages and places. Empty means everyone; within a kind any match is enough, across kinds all must."""

    team_ids: frozenset[int] = frozenset()
    languages: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def reaches(self, *, team_line: tuple[int, ...], language: str, place: str) -> bool:
        """True for a person of this team (given with all teams above it), language and place."""
        return (
            (not self.team_ids or not self.team_ids.isdisjoint(team_line))
            and (not self.languages or language in self.languages)
            and (not self.places or place.casefold() in {name.casefold() for name in self.places})
        )

    @property
    def is_everyone(self) -> bool:
        """True when nobody is left out."""
        return not (self.team_ids or self.languages or self.places)
