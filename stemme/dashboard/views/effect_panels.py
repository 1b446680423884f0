"""The panels about what came of it: conversions, their worth, and those who joined lately."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from stemme.dashboard.spans import change_in_percent
from stemme.dashboard.views.question import Question
from stemme.kit.periods import Period, local_day
from stemme.outcomes.tally_queries import Sum
from stemme.outcomes.value.value_queries import balances
from stemme.stats import joined_queries
from stemme.stats.involvement import Group

#: So many goals are named below the number of conversions.
NAMED = 2


def outcomes(q: Question) -> dict[str, Any]:
    """Conversions and value for each unit spent; nothing of what nobody has set up."""
    found: dict[str, Any] = {"reach": q.reach(division=True), "worth_reach": q.reach()}
    if q.goals_sum is not None:
        found |= _conversions(q, q.goals_sum)
    sums = {q.span.period: q.goals_sum or {}}
    if q.compared:
        sums[q.span.before] = q.goals_sum_before
    worths = balances(q.organisation.id, sums, q.goals, today=local_day(q.now, q.organisation.time_zone))
    worth, before = worths.get(q.span.period), worths.get(q.span.before)
    if worth is not None and worth.ratio is not None:
        found |= {"worth": worth}
        if before is not None and before.ratio is not None:
            found |= {"ratio_change": round(float(worth.ratio - before.ratio), 2)}
    return found


def _conversions(q: Question, credited: Mapping[tuple[int, int], Sum]) -> dict[str, Any]:
    if q.division:
        return {"conversions": conversions_of(q.division, q.by_team), "by_goal": []}
    by_goal = [(goal.name, credited.get((goal.id, 0), Sum()).conversions) for goal in q.goals]
    number = sum(conversions for _name, conversions in by_goal)
    found: dict[str, Any] = {
        "conversions": number,
        "by_goal": sorted(((name, n) for name, n in by_goal if n), key=lambda row: -row[1])[:NAMED],
    }
    if q.compared:
        before = sum(row.conversions for row in q.goals_sum_before.values())
        change = change_in_percent(round(number), round(before))
        found |= {"change": change, "change_share": abs(change or 0) / 100}
    return found


def conversions_of(group: Group, credited: Mapping[tuple[int, int], Sum]) -> float:
    """What was credited to the teams of a group, of all goals."""
    return sum(row.conversions for (_goal, team), row in credited.items() if team in group.keys)


def joined(q: Question) -> dict[str, Any]:
    """Of those who joined in each of the last quarters: how many have shared by now."""
    cohorts = joined_queries.cohorts(q.organisation.id, floor=q.organisation.group_floor)
    rows = [{"cohort": row, "months": _months(row.period)} for row in cohorts]
    return {"rows": rows, "reach": q.reach()}


def _months(period: Period) -> tuple[dt.date, dt.date]:
    return period.first, period.last
