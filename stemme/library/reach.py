"""How many people an audience reaches. Pure: the crowd is counted elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stemme.kit.languages import best_language
from stemme.library.audience import Audience, folded

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
    #: How many more it would reach if nobody were left out (None: nobody is).
    left_out: int | None = None
    #: Of those reached: how many had as many mails this week as they want (None: not known, or too few to say).
    held_back: int | None = None
    #: Of those reached, by language: how many read none of the languages it is told in.
    cannot_read: Mapping[str, int] = field(default_factory=dict)
    #: Of those reached: how many never shared anything (None: not known, or too few to say).
    never_shared: int | None = None
    #: How many will do something with it, if it goes as usual (None: there is no usual yet, or too few to say).
    involved: int | None = None


def count(audience: Audience, crowds: Iterable[Crowd], team_lines: Mapping[int, tuple[int, ...]]) -> int:
    """How many people the audience reaches."""
    teams = below(audience.team_ids, team_lines)
    without_teams = below(audience.without_team_ids, team_lines)
    places, without_places = folded(audience.places), folded(audience.without_places)
    return sum(
        crowd.people
        for crowd in crowds
        if (not audience.team_ids or crowd.team_id in teams)
        and (not audience.languages or crowd.language in audience.languages)
        and (not places or crowd.place.casefold() in places)
        and crowd.team_id not in without_teams
        and crowd.language not in audience.without_languages
        and not (without_places and crowd.place.casefold() in without_places)
    )


def who_cannot_read(people: Mapping[str, int], titled: Collection[str]) -> dict[str, int]:
    """Those of the people by language who read none of the languages with a title: not their own, no Scandinavian
    neighbour's, no English."""
    if not titled:
        return {}
    return {code: number for code, number in people.items() if not best_language(code, ["", *titled]) and code}


def may_be_said(part: int, whole: int, floor: int) -> bool:
    """Whether a number may be said that tells what people did: both it and the rest are groups, or there is no rest."""
    return part >= floor and (whole - part >= floor or whole == part)


def below(team_ids: Collection[int], team_lines: Mapping[int, tuple[int, ...]]) -> frozenset[int]:
    """These teams and all below them, where each team is given with all above it."""
    wanted = frozenset(team_ids)
    return frozenset(team for team, line in team_lines.items() if not wanted.isdisjoint(line)) if wanted else wanted
