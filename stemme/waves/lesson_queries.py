"""What the last wave taught us, counted. Only groups that are large enough, and never who."""

from __future__ import annotations

from dataclasses import dataclass

from stemme.people import queries as people
from stemme.people.inviting_queries import teams_and_languages
from stemme.waves.lessons import Apart, apart, early, grouped
from stemme.waves.models import Forecast
from stemme.waves.reality_queries import Came, Reality


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What was expected of a wave when it began, and how many it is now."""

    low: int
    high: int
    took_part: int
    over: bool


@dataclass(frozen=True, slots=True)
class Taught:
    """What a wave taught; each part is None where nothing can be said. ``languages`` names groups by code."""

    divisions: Apart | None
    languages: Apart | None
    early: float | None
    foreseen: Foreseen | None

    @property
    def anything(self) -> bool:
        """Whether there is something to tell."""
        return any(part is not None for part in (self.divisions, self.languages, self.early, self.foreseen))


def taught_by(organisation_id: int, came: Came, reality: Reality, *, over: bool, floor: int) -> Taught | None:
    """What one launched wave taught; None when it is smaller than the floor. Four queries."""
    if reality.people < floor:
        return None
    names, lines = people.division_names(organisation_id), people.team_lines(organisation_id)
    known = teams_and_languages(organisation_id)
    divisions, languages = [], []
    for person_id, week in came.weeks.items():
        team, language = known.get(person_id, (None, ""))
        top = next((above for above in lines.get(team or 0, ()) if above in names), None)
        divisions.append((names[top] if top else "", week is not None))
        languages.append((language, week is not None))
    return Taught(
        apart(grouped(divisions), floor=floor),
        apart(grouped(languages), floor=floor),
        early(reality.by_week, floor=floor),
        _foreseen(reality, over=over),
    )


def _foreseen(reality: Reality, *, over: bool) -> Foreseen | None:
    rows = Forecast.objects.filter(wave_id=reality.wave_id, made_on__lte=reality.launched_on).order_by("-made_on")
    first = rows.values_list("low", "high").first()
    return Foreseen(*first, reality.took_part, over) if first else None
