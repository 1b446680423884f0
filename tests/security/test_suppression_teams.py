"""What managers are told of their teams gives no small group away, also when all of them put it together.

The manager of every team there is reads how many people it has; everybody reads the overview. All that is told is put
under each other as rows over the smallest groups: teams without any below, and those of a team who are in none below.
A combination of rows that is about a small group alone would make the rank fall when that group is taken out. P-07.
"""

from __future__ import annotations

import datetime as dt
from itertools import combinations
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from stemme.kit.periods import month_of
from stemme.people import queries as people
from stemme.people.models import Team
from stemme.scorecards.standing_queries import standing_alone
from stemme.stats.involvement import shown
from stemme.stats.models import Invited
from stemme.stats.turnout_queries import EVERYBODY, attendance, divisions_in
from tests.security.test_suppression import FLOOR, rank

MONTH = month_of(dt.date(2026, 10, 1))
#: Each team and the one above it, by place in the list.
TREE = (None, None, None, 0, 0, 0, 1, 1, 3, 3)


@pytest.fixture
def teams(cast: SimpleNamespace) -> list[Team]:
    """A tree of three levels, and nothing else in the organisation."""
    Team.objects.filter(organisation=cast.other).delete()
    made: list[Team] = []
    for number, above in enumerate(TREE):
        parent = None if above is None else made[above]
        made.append(Team.objects.create(organisation=cast.other, name=f"Team {number}", parent=parent))
    return made


def keep(teams: list[Team], sizes: dict[int, int]) -> dict[int, set[int]]:
    """Snapshots of the month in which each team has so many people directly; the teams below each, itself included."""
    organisation = teams[0].organisation_id
    lines = people.team_lines(organisation)
    below = {team.pk: {one for one, line in lines.items() if team.pk in line} for team in teams}
    below[EVERYBODY] = {*lines, EVERYBODY}
    Invited.objects.filter(organisation_id=organisation).delete()
    Invited.objects.bulk_create(
        Invited(organisation_id=organisation, day=MONTH.last, team_id=team, people=sum(sizes[one] for one in inside))
        for team, inside in below.items()
    )
    return below


def told(teams: list[Team], below: dict[int, set[int]]) -> list[set[int]]:
    """The groups that the overview and the managers of all teams are told of."""
    organisation = teams[0].organisation_id
    lines, every = people.team_lines(organisation), [team.pk for team in teams]
    attended = attendance(organisation, MONTH, every)
    alone = standing_alone(organisation, MONTH, every, lines=lines, attended=attended, floor=FLOOR)
    lone = [team for team in alone if attended.invited[team] >= FLOOR]
    overview = [
        set().union(*(below[key] if key else {EVERYBODY} for key in group.keys))
        for group in shown(divisions_in(organisation, MONTH), floor=FLOOR, others="")
    ]
    return [below[EVERYBODY], *overview, *(below[team] for team in lone)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numbers=st.lists(st.sampled_from([0, 1, 3, 5, 7, 8, 9, 20, 40]), min_size=len(TREE) + 1, max_size=len(TREE) + 1))
def test_no_small_group_follows_from_what_managers_read(teams: list[Team], numbers: list[int]) -> None:
    assume(sum(numbers) >= FLOOR)  # How many there are in all is no secret.
    cells = [*(team.pk for team in teams), EVERYBODY]
    sizes = dict(zip(cells, numbers, strict=True))
    rows = told(teams, keep(teams, sizes))
    # Who is nowhere is in no sum.
    there = [cell for cell in cells if sizes[cell]]
    table = [list(row) for row in {tuple(int(cell in group) for cell in there) for group in rows}]
    whole = rank(table)
    for number in range(1, 4):
        for group in combinations(there, number):
            if sum(sizes[cell] for cell in group) < FLOOR:
                left = [[value for value, cell in zip(row, there, strict=True) if cell not in group] for row in table]
                assert rank(left) == whole, f"{group} of {sizes} follows from {rows}"


def test_what_may_be_told_is_told(teams: list[Team]) -> None:
    below = keep(teams, {**{team.pk: 20 for team in teams}, EVERYBODY: 20})
    rows = told(teams, below)
    assert all(below[team.pk] in rows for team in teams)
