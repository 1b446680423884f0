"""Where the programme is, as one picture read from the apps below."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.agreements import queries as agreements
from stemme.agreements.locks import ASKED, LOCKS
from stemme.growth.group_queries import lessons_since
from stemme.kit.periods import month_of, quarter_of
from stemme.people import queries as people
from stemme.policy.contact_queries import contacts
from stemme.policy.expectations.function_queries import has_functions
from stemme.policy.queries import current
from stemme.programme.next_things import State
from stemme.readiness.queries import Result, open_tasks, result_of
from stemme.stats import queries as stats
from stemme.stats.turnout_queries import attendance
from stemme.waves.rollout_queries import Rollout, rollout_of

#: The steps of the way, in their order.
STEPS = ("prepare", "pilot", "rollout", "scale")


@dataclass(frozen=True, slots=True)
class Picture:
    """The programme today. What is about fewer people than the group floor is None."""

    result: Result | None
    rollout: Rollout
    state: State
    #: The step where we are: one of STEPS.
    step: str
    #: The dimension that decides the stage of readiness, "" for none.
    weakest: str
    goal: int
    #: Per cent of those invited who took part in the last whole month.
    involvement: float | None
    month: dt.date
    #: This quarter: lessons done, visitors through colleagues' links; since when.
    lessons: int | None
    visitors: int
    quarter: dt.date


def picture(organisation_id: int, now: dt.datetime) -> Picture:
    """The whole picture. The same number of queries however large the organisation is."""
    here = people.organisation(organisation_id)
    rollout = rollout_of(organisation_id, now)
    result = result_of(organisation_id)
    month = month_of(month_of(rollout.today).first - dt.timedelta(days=1))
    came = attendance(organisation_id, month, ()).overall
    quarter = quarter_of(rollout.today)
    return Picture(
        result=result,
        rollout=rollout,
        state=_state(organisation_id, rollout, result),
        step=rollout.stage if rollout.stage in STEPS else STEPS[0],
        weakest=weakest(result),
        goal=here.involvement_goal,
        involvement=came.rate if came.invited >= here.group_floor else None,
        month=month.first,
        lessons=lessons_since(organisation_id, quarter.first, zone=here.time_zone, floor=here.group_floor),
        visitors=stats.totals(organisation_id, quarter).visitors,
        quarter=quarter.first,
    )


def weakest(result: Result | None) -> str:
    """The dimension with the lowest figure; "" without figures."""
    known = {key: figure for key, figure in (result.dimensions if result else {}).items() if figure is not None}
    return min(known, key=lambda key: known[key]) if known else ""


def _state(organisation_id: int, rollout: Rollout, result: Result | None) -> State:
    following = rollout.next_wave if rollout.plan and rollout.plan.agreed_at else None
    due = [line for line in following.lines if not line.done and line.due_on <= rollout.today] if following else []
    asked = [agreements.state_of(organisation_id, lock, on=rollout.today) for lock in LOCKS]
    waiting = [found.agreement.id for found in asked if found.agreement and found.state == ASKED]
    return State(
        guidelines=current(organisation_id) is not None,
        contacts=bool(contacts(organisation_id)),
        functions=has_functions(organisation_id),
        readiness=bool(result and result.stage),
        asking=bool(result and not result.closed),
        tasks=len(open_tasks(organisation_id)),
        plan=rollout.plan is not None,
        agreed=bool(rollout.plan and rollout.plan.agreed_at),
        due_wave=following.row.number if following and due else None,
        due_lines=len(due),
        may_open=following.row.number if following and following.opening.open else None,
        unanswered=waiting[0] if waiting else None,
    )
