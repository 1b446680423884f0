"""What a plan would come to before it is kept, beside the one there is: waves, departments and what to expect."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from stemme.kit.periods import local_day
from stemme.people import queries as people
from stemme.people.crowd_queries import teams_of_present
from stemme.waves.candidate_queries import candidates
from stemme.waves.dates import days_off_in, quiet_in, spans
from stemme.waves.forecast_queries import Outlook, outlook
from stemme.waves.plan_queries import PlanRow, WaveRow, places_of, waves_of
from stemme.waves.planning import Rules, department_of, plan
from stemme.waves.reality_queries import Reality, reality_of


@dataclass(frozen=True, slots=True)
class Settings:
    """The rules of a plan as they are entered; shares in per cent."""

    first_day: dt.date
    weeks: int
    pilot_size: int
    capacity: int
    team_share: int
    opens_at: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A plan as a whole: its waves, everybody's wave, what to expect of each."""

    waves: tuple[WaveRow, ...]
    numbers: Mapping[int, int]
    outlooks: Mapping[int, Outlook]


@dataclass(frozen=True, slots=True)
class WaveLine:
    """A wave of a plan, and the same wave of the plan there is. ``quiet``: the quiet times in it."""

    wave: WaveRow
    outlook: Outlook
    quiet: tuple[str, ...]
    days_off: int
    now: WaveRow | None
    now_outlook: Outlook | None

    @property
    def expected(self) -> int:
        """How many people, in whole ones."""
        return round(self.outlook.expected.middle)

    @property
    def expected_now(self) -> int | None:
        """The same in the plan there is, when it is another number and may be shown."""
        if self.now_outlook is None or self.now_outlook.hidden:
            return None
        there = round(self.now_outlook.expected.middle)
        return there if there != self.expected else None


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """A department: how many of it are in each wave, and were before (None: no such plan or wave)."""

    name: str
    people: int
    cells: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both plans, line by line. ``compared``: there are two."""

    waves: tuple[WaveLine, ...]
    departments: tuple[DepartmentLine, ...]
    people: int
    compared: bool


def settings_of(row: PlanRow) -> Settings:
    """The rules of a plan that there is; the first day is that of its next wave."""
    days = [wave.first_day for wave in waves_of(row.id) if wave.launched_at is None]
    return Settings(
        min(days, default=row.first_day), row.weeks, row.pilot_size, row.capacity, row.team_share, row.opens_at
    )


def layout_of(organisation_id: int, row: PlanRow, *, now: dt.datetime) -> Layout:
    """The plan there is."""
    waves = waves_of(row.id)
    reality = reality_of(organisation_id, row.id, now=now)
    return Layout(tuple(waves), places_of(row.id), outlook(organisation_id, waves, reality, now))


def tried(organisation_id: int, settings: Settings, row: PlanRow | None, *, now: dt.datetime) -> Layout:
    """What these rules would make of everybody; launched waves and those moved by hand stay. Keeps nothing.

    Raises PlanningError when the rules cannot be kept.
    """
    here = people.organisation(organisation_id)
    today = local_day(now, here.time_zone)
    seed = row.seed if row else 0
    old = waves_of(row.id) if row else []
    launched = {wave.number: wave for wave in old if wave.launched_at}
    everybody = candidates(organisation_id, row.id if row else None, seed=seed, today=today)
    rules = Rules(settings.pilot_size, settings.capacity, settings.team_share, closed=frozenset(launched))
    numbers = plan(everybody, rules, seed)
    sizes = Counter(numbers.values())
    number = max([*sizes, *launched, 1]) + 1
    to_come = [at for at in range(number) if at not in launched]
    days = dict(zip(to_come, spans(settings.first_day, settings.weeks, len(to_come), here.country), strict=True))
    named = {wave.number: wave.name for wave in old}
    waves = [
        replace(launched[at], is_last=at == number - 1)
        if at in launched
        else WaveRow(
            0, at, named.get(at, ""), sizes[at], days[at].first, days[at].last, None, "", "", (), at == number - 1
        )
        for at in range(number)
    ]
    reality: dict[int, Reality] = reality_of(organisation_id, row.id, now=now) if row else {}
    return Layout(tuple(waves), numbers, outlook(organisation_id, waves, reality, now))


def compare(organisation_id: int, shown: Layout, there: Layout | None) -> Comparison:
    """A plan line by line, beside the one there is if that is another."""
    country = people.organisation(organisation_id).country
    old = {wave.number: wave for wave in there.waves} if there else {}
    waves = tuple(
        WaveLine(
            wave,
            shown.outlooks[wave.number],
            tuple(quiet_in(wave.first_day, wave.last_day)),
            len(days_off_in(wave.first_day, wave.last_day, country)),
            old.get(wave.number),
            there.outlooks.get(wave.number) if there else None,
        )
        for wave in shown.waves
    )
    departments = _departments(organisation_id, shown, there)
    return Comparison(waves, departments, len(shown.numbers), there is not None)


def _departments(organisation_id: int, shown: Layout, there: Layout | None) -> tuple[DepartmentLine, ...]:
    lines = people.named_lines(organisation_id)
    department = {
        person: department_of(tuple(lines.get(team or 0, ())))
        for person, team in teams_of_present(organisation_id).items()
    }
    names = {team: name for line in lines.values() for team, name in line.items()}
    new = _counted(shown.numbers, department)
    old = _counted(there.numbers, department) if there else None
    whole = Counter(department.values())
    found = [DepartmentLine(names.get(one, ""), whole[one], _cells(one, shown.waves, new, old)) for one in whole]
    return tuple(sorted(found, key=lambda line: (not line.name, line.name.casefold())))


def _cells(
    department: int,
    waves: Sequence[WaveRow],
    new: Counter[tuple[int, int]],
    old: Counter[tuple[int, int]] | None,
) -> tuple[tuple[int, int | None], ...]:
    return tuple(
        (new[department, wave.number], None if old is None else old[department, wave.number]) for wave in waves
    )


def _counted(numbers: Mapping[int, int], department: Mapping[int, int]) -> Counter[tuple[int, int]]:
    return Counter((department.get(person, 0), number) for person, number in numbers.items())
