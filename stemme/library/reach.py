"""How many people an audience reaches. Pure: the crowd is counted elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemme.library.audience import Audience

if TYPE_CHECKING:
    from stemme.people.crowd_queries import Crowd


@dataclass(frozen=True, slots=True)
class Reach:
    """People reached and people there are; and how many each kind of choice alone would reach (None: not chosen)."""

    reached: int
    everyone: int
    by_team: int | None
    by_language: int | None
    by_place: int | None


def count(audience: Audience, crowds: Iterable[Crowd], team_lines: Mapping[int, tuple[int, ...]]) -> int:
    """How many people the audience reaches."""
    teams = {team for team, line in team_lines.items() if not audience.team_ids.isdisjoint(line)}
    places = {place.casefold() for place in audience.places}
    return sum(
        crowd.people
        for crowd in crowds
        if (not audience.team_ids or crowd.team_id in teams)
        and (not audience.languages or crowd.language in audience.languages)
        and (not places or crowd.place.casefold() in places)
    )


def reach(audience: Audience, crowds: list[Crowd], team_lines: Mapping[int, tuple[int, ...]]) -> Reach:
    """The audience counted, as a whole and by each kind of choice."""

    def alone(kind: Audience) -> int | None:
        return None if kind.is_everyone else count(kind, crowds, team_lines)

    return Reach(
        reached=count(audience, crowds, team_lines),
        everyone=sum(crowd.people for crowd in crowds),
        by_team=alone(Audience(team_ids=audience.team_ids)),
        by_language=alone(Audience(languages=audience.languages)),
        by_place=alone(Audience(places=audience.places)),
    )
