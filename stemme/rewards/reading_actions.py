"""From the journal into ledgers: each fact at most once for each person, whatever happens in between."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import hold_cursor, move_cursor, newest_readable_fact
from stemme.journal.queries import FactRow, facts_between
from stemme.kit.periods import local_day, month_of
from stemme.people import queries as people
from stemme.rewards import earning
from stemme.rewards.models import Collector, Entry
from stemme.rewards.queries import Rules, rules_of

_READER = "rewards.ledgers"
_KINDS = frozenset({facts.BUDDY_HELPED, facts.CHALLENGE_MET, facts.STORY_SHARED})
_AT_ONCE = 5_000


def read_facts(*, now: dt.datetime, limit: int = _AT_ONCE) -> int:
    """Enter what the next facts earn, at most ``limit``; how many were read. The cursor moves with the entries."""
    newest = newest_readable_fact()
    with transaction.atomic():
        rows = facts_between(hold_cursor(_READER), newest, kinds=_KINDS, limit=limit)
        by_organisation: dict[int, list[FactRow]] = {}
        for row in rows:
            by_organisation.setdefault(row.organisation_id, []).append(row)
        for organisation_id, some in by_organisation.items():
            _enter(organisation_id, some)
        if rows:
            move_cursor(_READER, to=rows[-1].id)
    return len(rows)


def _enter(organisation_id: int, rows: list[FactRow]) -> None:
    rules = rules_of(organisation_id)
    counted = [row for row in rows if rules.on and rules.since and row.happened_at >= rules.since]
    collectors = _collectors(organisation_id) if counted else {}
    if not collectors:
        return
    book = _Book(organisation_id, rules, people.organisation(organisation_id).time_zone, collectors)
    for row in counted:
        for rule, person_id in book.earners(row):
            book.earn(row, rule, person_id)
    Entry.objects.bulk_create(book.new, ignore_conflicts=True, batch_size=1_000)


def _collectors(organisation_id: int) -> dict[int, Collector]:
    rows = Collector.objects.filter(
        organisation_id=organisation_id, stopped_at=None, person__deactivated_at=None, person__declined_at=None
    )
    return {row.person_id: row for row in rows.select_related("person")}


@dataclass(slots=True)
class _Book:
    """The entries of one organisation that a batch of facts makes."""

    organisation_id: int
    rules: Rules
    zone: str
    collectors: dict[int, Collector]
    new: list[Entry] = field(default_factory=list)
    #: (person, first of the month) → what the month holds already.
    months: dict[tuple[int, dt.date], _Month] = field(default_factory=dict)
    lines: dict[int, tuple[int, ...]] | None = None
    stepped: set[int] | None = None

    def earners(self, row: FactRow) -> Iterator[tuple[str, int]]:
        """(rule, person) for whom the fact counts."""
        if row.kind == facts.BUDDY_HELPED and row.actor_id is not None:
            yield earning.HELPED, row.actor_id
        elif row.kind == facts.CHALLENGE_MET:
            yield from ((earning.TEAM_GOAL, person) for person in self._in_teams(row.data.get("teams", [])))
        elif row.actor_id is not None and self._is_first_step(row.actor_id):
            yield earning.FIRST_STEP, row.actor_id

    def _in_teams(self, team_ids: Iterable[int]) -> list[int]:
        wanted = set(team_ids)
        if self.lines is None:
            self.lines = people.team_lines(self.organisation_id)
        lines = self.lines
        return [
            person_id
            for person_id, collector in sorted(self.collectors.items())
            if wanted.intersection(lines.get(collector.person.team_id or 0, ()))
        ]

    def _is_first_step(self, person_id: int) -> bool:
        collector = self.collectors.get(person_id)
        if collector is None or collector.had_shared:
            return False
        if self.stepped is None:
            steps = Entry.objects.filter(
                organisation_id=self.organisation_id, kind=earning.EARNED, rule=earning.FIRST_STEP
            )
            self.stepped = set(steps.values_list("person_id", flat=True))
        return person_id not in self.stepped

    def earn(self, row: FactRow, key: str, person_id: int) -> None:
        """One entry, unless a limit is reached or the person did not collect yet."""
        collector = self.collectors.get(person_id)
        rule = next(rule for rule in self.rules.rules if rule.key == key)
        if collector is None or row.happened_at < collector.since:
            return
        day = local_day(row.happened_at, self.zone)
        month = self._month(person_id, day)
        if row.id in month.facts:
            return
        points = earning.points_for(
            rule,
            times_before=month.times[key],
            earned_before=month.earned,
            most_a_month=self.rules.most_a_month,
        )
        if key == earning.FIRST_STEP and self.stepped is not None and points:
            self.stepped.add(person_id)
        if points:
            month.add(key, points, row.id)
            self.new.append(
                Entry(
                    organisation_id=self.organisation_id, person_id=person_id, kind=earning.EARNED, rule=key,
                    points=points, made_on=day, fact_id=row.id,
                )
            )  # fmt: skip

    def _month(self, person_id: int, day: dt.date) -> _Month:
        period = month_of(day)
        if (person_id, period.first) not in self.months:
            found = _Month()
            rows = Entry.objects.filter(
                organisation_id=self.organisation_id, person_id=person_id, kind=earning.EARNED,
                made_on__range=(period.first, period.last),
            )  # fmt: skip
            for key, points, fact_id in rows.values_list("rule", "points", "fact_id"):
                found.add(key, points, fact_id or 0)
            self.months[person_id, period.first] = found
        return self.months[person_id, period.first]


@dataclass(slots=True)
class _Month:
    """What somebody has earned in a month so far."""

    times: Counter[str] = field(default_factory=Counter)
    earned: int = 0
    facts: set[int] = field(default_factory=set)

    def add(self, key: str, points: int, fact_id: int) -> None:
        """One more entry."""
        self.times[key] += 1
        self.earned += points
        self.facts.add(fact_id)
