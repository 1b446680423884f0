"""Where the roll-out is: its waves with what became of them or is expected, and which comes next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.kit.periods import local_day
from stemme.people import queries as people
from stemme.waves import check_queries
from stemme.waves.checks import Line
from stemme.waves.forecast_queries import Outlook, outlook
from stemme.waves.models import Forecast
from stemme.waves.opening_queries import Opening, opening
from stemme.waves.plan_queries import PlanRow, WaveRow, plan_of, waves_of
from stemme.waves.reality_queries import Came, Reality, counted, first_weeks

PLANNED, RUNNING, DONE = "planned", "running", "done"
#: Stages of the roll-out as a whole.
NONE, DRAFT, PILOT, ROLLOUT, SCALE = "none", "planned", "pilot", "rollout", "scale"


@dataclass(frozen=True, slots=True)
class WaveState:
    """A wave today. ``state``: PLANNED, RUNNING or DONE. ``week`` is the running one, from 1."""

    row: WaveRow
    state: str
    week: int
    weeks: int
    reality: Reality | None
    outlook: Outlook
    lines: tuple[Line, ...]
    opening: Opening

    @property
    def share(self) -> float | None:
        """What part of its people has taken part; None before the launch, and below the organisation's floor."""
        real = self.reality
        return real.took_part / real.people if real and real.people and not self.outlook.hidden else None

    @property
    def checks_done(self) -> int:
        """How many lines of its check-list are done."""
        return check_queries.done_of(list(self.lines))


@dataclass(frozen=True, slots=True)
class Rollout:
    """The roll-out of an organisation. ``plan`` is None and ``waves`` empty when there is none (stage NONE).

    ``next_wave``: the first that was not launched; None when all were. ``people``: in all waves together.
    """

    plan: PlanRow | None
    waves: tuple[WaveState, ...]
    stage: str
    next_wave: WaveState | None
    people: int
    today: dt.date
    floor: int
    came: tuple[Came, ...] = ()

    @property
    def last_launched(self) -> WaveState | None:
        """The newest wave that was launched."""
        return next((wave for wave in reversed(self.waves) if wave.reality), None)


def rollout_of(organisation_id: int, now: dt.datetime) -> Rollout:
    """The roll-out as it stands at ``now``. The same number of queries however many waves and people there are."""
    here = people.organisation(organisation_id)
    today = local_day(now, here.time_zone)
    plan = plan_of(organisation_id)
    if plan is None:
        return Rollout(None, (), NONE, None, 0, today, here.group_floor)
    rows = waves_of(plan.id)
    came = first_weeks(organisation_id, plan.id, now=now)
    reality = counted(came)
    expected = outlook(organisation_id, rows, reality, now)
    lists = check_queries.lists_of(organisation_id, {row.id: row.first_day for row in rows})
    states = []
    for before, row in zip([None, *rows], rows, strict=False):
        number = before.number if before else None
        lines = lists[row.id]
        states.append(
            WaveState(
                row,
                _state(row, today),
                max(0, (today - row.first_day).days // 7 + 1),
                max(1, -(-((row.last_day - row.first_day).days + 1) // 7)),
                reality.get(row.number),
                expected[row.number],
                tuple(lines),
                opening(plan.opens_at, number, reality, check_queries.done_of(lines), len(lines)),
            )
        )
    following = next((state for state in states if state.row.launched_at is None), None)
    everybody = sum(row.people for row in rows)
    stage = stage_of([(state.row.number, state.state) for state in states], agreed=plan.agreed_at is not None)
    return Rollout(plan, tuple(states), stage, following, everybody, today, here.group_floor, tuple(came))


def foreseen_of(organisation_id: int, wave_id: int, *, most: int = 8) -> list[tuple[dt.date, int, int]]:
    """(day, low, high) of what was expected of a wave at its end, the newest first. One query."""
    rows = Forecast.objects.filter(wave_id=wave_id, wave__plan__organisation_id=organisation_id)
    return list(rows.order_by("-made_on").values_list("made_on", "low", "high")[:most])


def stage_of(waves: list[tuple[int, str]], *, agreed: bool) -> str:
    """The stage of a plan with these waves (number, state): scale once the last wave was launched.

    >>> stage_of([(0, RUNNING), (1, PLANNED)], agreed=True), stage_of([(0, DONE), (1, RUNNING)], agreed=True)
    ('pilot', 'scale')
    """
    launched = [number for number, state in waves if state != PLANNED]
    if not agreed or not launched:
        return DRAFT
    if launched == [0]:
        return PILOT
    return SCALE if len(launched) == len(waves) else ROLLOUT


def _state(row: WaveRow, today: dt.date) -> str:
    if row.launched_at is None:
        return PLANNED
    return DONE if row.last_day < today else RUNNING
