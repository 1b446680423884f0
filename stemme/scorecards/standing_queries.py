"""Which teams stand alone on every page, so that what a manager reads of one gives no other away."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from stemme.kit.periods import Period
from stemme.scorecards.helping import alone_among
from stemme.stats.involvement import shown
from stemme.stats.size_queries import least_by_quarter
from stemme.stats.turnout_queries import EVERYBODY, Attendance, divisions_in

#: Those of a team who are in none of the teams below it.
_DIRECT = 0


def standing_alone(
    organisation_id: int,
    period: Period,
    teams: Collection[int],
    *,
    lines: Mapping[int, tuple[int, ...]],
    attended: Attendance,
    floor: int,
) -> set[int]:
    """Those of ``teams`` of which figures may be told in the period.

    A division when the overview tells it by itself. A team below when it stands alone among those beside it and those
    directly in the team above, by the same rule (stats/small_groups.py). How many are directly there is told nowhere,
    so of every team with others below enough people are in no line: whatever is added to or taken from what managers
    and the overview are told, they remain (tests/security/test_suppression_teams.py). ``lines``: each team with those
    above it. Queries by the number of different teams above.
    """
    divisions = {
        key for group in shown(divisions_in(organisation_id, period), floor=floor, others="")
        for key in group.keys if len(group.keys) == 1
    }  # fmt: skip
    alone: dict[int, set[int]] = {EVERYBODY: divisions}

    def stands(team: int) -> bool:
        above = lines[team][1] if len(lines[team]) > 1 else EVERYBODY
        if above not in alone:
            beside = [other for other, line in lines.items() if line[1:2] == (above,)]
            inside = {other: attended.invited.get(other, 0) for other in beside}
            known = {**inside, _DIRECT: max(0, attended.invited.get(above, 0) - sum(inside.values()))}
            sizes = least_by_quarter(organisation_id, period, beside, known, whole=above)
            alone[above] = alone_among(sizes, floor=floor, always={_DIRECT})
        return team in alone[above]

    return {team for team in teams if stands(team)}
