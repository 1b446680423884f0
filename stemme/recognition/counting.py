"""What the houses of a challenge came to: from roll-ups, and for quality from the scores of those who took part."""

from __future__ import annotations

from collections import Counter

from stemme.kit.periods import Period
from stemme.people import role_queries
from stemme.recognition.fairness import FIRST_STEPS, VISITORS, WINDOWS, House, under_roofs
from stemme.recognition.quay_queries import Ground, Numbers, numbers
from stemme.scores import queries as scores
from stemme.stats import queries as stats
from stemme.stats.buckets import TEAM
from stemme.stats.turnout_queries import taking_part_in

#: What a plot came to: (heads, total).
_Sums = dict[int, tuple[int, float]]


def houses_of(organisation_id: int, plots: Ground, measure: str, period: Period, *, floor: int) -> list[House]:
    """The houses by the alphabet, none below the floor, each with what counts and whom it is divided by."""
    found = numbers(organisation_id, plots, period)
    sums = _sums(organisation_id, plots, measure, period, found)
    return under_roofs(
        [House(name, (key,), found[key].people, *sums[key]) for key, name in plots.names.items()], floor=floor
    )


def _sums(organisation_id: int, plots: Ground, measure: str, period: Period, found: dict[int, Numbers]) -> _Sums:
    if measure == WINDOWS:
        return {key: (n.people, n.lit) for key, n in found.items()}
    if measure == FIRST_STEPS:
        return {key: (n.lit, n.first) for key, n in found.items()}
    if measure == VISITORS:
        brought = _visitors(organisation_id, plots, period)
        return {key: (n.lit, brought[key]) for key, n in found.items()}
    return _scores(organisation_id, plots, period)


def _visitors(organisation_id: int, plots: Ground, period: Period) -> dict[int, int]:
    """Visitors through the links of each plot's people; the rest is what the team above has beyond its teams."""
    figures = stats.by_key(organisation_id, TEAM, period, keys=list(plots.names))
    brought = {key: figures[key].visitors if key in figures else 0 for key in plots.names}
    if plots.top is not None:
        brought[plots.rest] -= sum(number for key, number in brought.items() if key != plots.rest)
    return brought


def _scores(organisation_id: int, plots: Ground, period: Period) -> _Sums:
    """Of each plot: how many of those who took part have a score, and its sum."""
    plot_of = {}
    below = role_queries.teams_below(organisation_id)
    for key in plots.names:
        if key != plots.rest:
            plot_of.update(dict.fromkeys(below.get(key, ()), key))
    inside = below.get(plots.top, frozenset()) if plots.top is not None else None
    rows = dict(taking_part_in(organisation_id, period).order_by("start").values_list("person_id", "team_id"))
    team_of = {person: team for person, team in rows.items() if inside is None or team in inside}
    heads: Counter[int] = Counter()
    totals: Counter[int] = Counter()
    for person, score in scores.scores_of(organisation_id, list(team_of)).items():
        key = plot_of.get(team_of[person] or 0, plots.rest)
        heads[key] += 1
        totals[key] += round(score * 1000)
    return {key: (heads[key], totals[key] / 1000) for key in plots.names}
