"""What lotteries caused. Persons' numbers are read here to be added up; nothing but sums over groups comes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from stemme.kit.periods import Period, local_day
from stemme.library import lottery_queries as lotteries
from stemme.library.lottery_queries import Lots, LotteryRow
from stemme.outcomes import queries as outcomes
from stemme.outcomes.group_queries import credited_by_person
from stemme.people import queries as people
from stemme.stats.visitor_queries import visitors_by_person
from stemme.uplift.effect import EARLY, Effect, Group, chance_of, effect, group_of
from stemme.uplift.models import Outcome

VISITS, LEADS, APPLICATIONS = MEASURES = ("visits", "leads", "applications")
#: By measure, the kind of goals whose conversions it counts.
_GOAL_KINDS = {LEADS: "lead", APPLICATIONS: "application"}
RUNNING, COUNTING, COUNTED = "running", "counting", "counted"
_MOMENT = dt.timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Result:
    """A lottery with what it caused. ``state``: running, counting (over, the last visits are being added) or counted.

    ``effects`` by measure, empty unless counted. ``invited`` and ``held`` are how many were in both groups; None where
    the lots are gone and nothing was counted.
    """

    lottery: LotteryRow
    state: str
    last_day: dt.date
    invited: int | None
    held: int | None
    effects: tuple[tuple[str, Effect], ...] = ()

    @property
    def main(self) -> Effect:
        """The effect on visits, or one that says nothing yet."""
        return dict(self.effects).get(VISITS, Effect(EARLY))


@dataclass(frozen=True, slots=True)
class Usual:
    """Visits that colleagues brought lately, per person: how many people, their mean, the deviation between them."""

    people: int
    mean: float
    deviation: float


def results(organisation_id: int) -> list[Result]:
    """All lotteries of the organisation, the newest first. The number of queries does not depend on how many."""
    here = people.organisation(organisation_id)
    outcomes = {row.lottery_id: row.sums for row in Outcome.objects.filter(organisation_id=organisation_id)}
    sizes = lotteries.sizes_of(organisation_id)
    return [
        _result(row, outcomes.get(row.id), sizes.get(row.id), zone=here.time_zone, floor=here.group_floor)
        for row in lotteries.lotteries(organisation_id)
    ]


def _result(
    row: LotteryRow, sums: Mapping[str, Mapping[str, Any]] | None, size: tuple[int, int] | None, *, zone: str,
    floor: int,
) -> Result:  # fmt: skip
    last_day = _period(row, zone).last
    if sums is None:
        invited, held = size or (None, None)
        return Result(row, COUNTING if row.ended_at else RUNNING, last_day, invited, held)
    effects = tuple((measure, _effect(sums[measure], floor)) for measure in MEASURES if measure in sums)
    invited, held = (int(sums[VISITS][group][0]) for group in ("invited", "held"))
    return Result(row, COUNTED, last_day, invited, held, effects)


def _effect(kept: Mapping[str, Any], floor: int) -> Effect:
    return effect(Group(*kept["invited"]), Group(*kept["held"]), chance=kept["chance"], floor=floor)


def _period(row: LotteryRow, zone: str) -> Period:
    """The days that are compared: from the draw to the last day before everybody was invited."""
    over = min(row.ends_at, row.ended_at or row.ends_at) - _MOMENT
    first = local_day(row.drawn_at, zone)
    return Period(first, max(first, local_day(over, zone)))


def sums_of(organisation_id: int, row: LotteryRow) -> dict[str, dict[str, Any]]:
    """By measure and group: people, the sum of what each brought through all of their links, the sum of its squares;
    and the share of lots drawn anew that give as large a difference.

    All links, not those to the story alone: who shares it may leave another one, and that is to be taken off. Leads and
    applications are there when the organisation has such goals.
    """
    period = _period(row, people.organisation(organisation_id).time_zone)
    lots = lotteries.lots_of(organisation_id, row.id)
    numbers: dict[str, Mapping[int, float]] = {VISITS: visitors_by_person(organisation_id, period)}
    goals = outcomes.goals(organisation_id)
    for measure, kind in _GOAL_KINDS.items():
        if ids := [goal.id for goal in goals if goal.kind == kind]:
            numbers[measure] = credited_by_person(organisation_id, period, goal_ids=ids)
    return {measure: _compared(by_person, lots, row.id) for measure, by_person in numbers.items()}


def _compared(by_person: Mapping[int, float], lots: Lots, seed: int) -> dict[str, Any]:
    # In one order, whatever the database's: the same lots are drawn anew each time.
    invited, held = ([by_person.get(person, 0) for person in sorted(group)] for group in (lots.invited, lots.held))
    chance = chance_of(invited, held, seed=seed) if invited and held else 1.0
    return {"invited": astuple(group_of(invited)), "held": astuple(group_of(held)), "chance": chance}


def usual(organisation_id: int, *, days: int, now: dt.datetime) -> Usual | None:
    """What colleagues who may be invited brought in the last ``days`` days, for planning; None below the floor."""
    here = people.organisation(organisation_id)
    receivers = people.receivers(organisation_id, now=now)
    if len(receivers) < here.group_floor:
        return None
    last = local_day(now, here.time_zone)
    brought = visitors_by_person(organisation_id, Period(last - dt.timedelta(days=days - 1), last))
    group = group_of(brought.get(row.person_id, 0) for row in receivers)
    return Usual(group.people, group.mean, group.variance**0.5)
