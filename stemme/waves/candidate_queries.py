"""Everybody as the planner takes them. The weights live as long as the planning: they are kept nowhere."""

from __future__ import annotations

import datetime as dt

from stemme.atlas import care_queries as care
from stemme.buddies import introducing_queries as buddies
from stemme.maturity import queries as maturity
from stemme.people import queries as people
from stemme.people.crowd_queries import teams_of_present
from stemme.waves.models import Place
from stemme.waves.planning import Candidate, score, weighed


def candidates(
    organisation_id: int, plan_id: int | None, *, seed: int, today: dt.date, keep: bool = True
) -> list[Candidate]:
    """Everybody who has not left. Those whose wave was launched, or who were put somewhere by hand, stay there when
    they are to ``keep``. A constant number of queries.

    Who said no or takes a break is there like everybody else: a missing place would tell it.
    """
    teams, lines = teams_of_present(organisation_id), people.team_lines(organisation_id)
    known = {person: score(*levels) for person, levels in maturity.levels_on_map(organisation_id).items()}
    weights = weighed(known, teams, seed)
    offered = care.who_offers(organisation_id, today=today) | buddies.who_helps(organisation_id, today=today)
    kept = _kept(plan_id) if plan_id and keep else {}
    return [
        Candidate(person, lines.get(team or 0, ()), weights[person], person in offered, kept.get(person))
        for person, team in teams.items()
    ]


def _kept(plan_id: int) -> dict[int, int]:
    rows = Place.objects.filter(plan_id=plan_id).values_list(
        "person_id", "wave__number", "moved_at", "wave__launched_at"
    )
    return {person: number for person, number, moved, launched in rows if moved or launched}
