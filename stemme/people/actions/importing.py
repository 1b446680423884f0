"""Bringing the organisation's people into agreement with a delivery of the HR system."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TypeVar

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from stemme.journal import facts
from stemme.journal.actions import record, record_many
from stemme.people.actions.leaving import FactData, close_doors, deactivate
from stemme.people.comparison import Change, Plan, fingerprint
from stemme.people.erasure_queries import ledger
from stemme.people.import_queries import known_people, team_paths
from stemme.people.models import Organisation, Person, Team
from stemme.people.roster import Entry

Thing = TypeVar("Thing")
Progress = Callable[[int, int], None]
#: People per statement.
_BATCH = 1000
_PLAIN_FIELDS = ("email", "given_name", "family_name", "external_id", "title", "place", "language")


class ImportRefusedError(Exception):
    """Nothing was imported. ``kind``: too_many_leavers, or outdated when somebody changed people meanwhile."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Imported:
    """How many people an import touched."""

    joined: int
    changed: int
    moved: int
    returned: int
    left: int
    unchanged: int


def import_people(
    *,
    actor_id: int | None,
    organisation_id: int,
    plan: Plan,
    now: dt.datetime,
    confirm_leavers: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Carry out the plan: everything or nothing.

    ``actor_id`` is None on the command line. ``progress`` is told (done, all) people now and then. Raises
    ImportRefusedError when more than a tenth would leave without ``confirm_leavers``, or when the people have changed
    since the plan was made. Leavers' links and visits end in the same transaction.
    """
    if plan.too_many_leavers and not confirm_leavers:
        raise ImportRefusedError("too_many_leavers")
    meter = _Meter(progress, len(plan.leavers) + len(plan.changes) + len(plan.joiners))
    with transaction.atomic():
        # One import per organisation at a time.
        Organisation.objects.select_for_update().get(id=organisation_id)
        if fingerprint(known_people(organisation_id)) != plan.basis:
            raise ImportRefusedError("outdated")
        leavers = [person.id for person in plan.leavers]
        deactivate(organisation_id=organisation_id, person_ids=leavers, now=now, actor_id=actor_id)
        meter.add(len(plan.leavers))
        teams = _teams_for(organisation_id, plan)
        _change_people(organisation_id, plan.changes, teams, now, meter)
        _add_people(organisation_id, plan.joiners, teams, now, meter)
        done = Imported(
            joined=len(plan.joiners),
            changed=len(plan.changes),
            moved=len(plan.movers),
            returned=len(plan.returning),
            left=len(plan.leavers),
            unchanged=plan.unchanged,
        )
        record(facts.PEOPLE_IMPORTED, organisation_id=organisation_id, actor_id=actor_id, at=now, **asdict(done))
        leaving: list[FactData] = [(actor_id, person.id, {}) for person in plan.leavers]
        record_many(facts.PERSON_DEACTIVATED, organisation_id=organisation_id, at=now, rows=leaving)
    return done


class _Meter:
    """Counts people and tells whoever wants to know."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress, self.total, self.done = progress, total, 0

    def add(self, number: int) -> None:
        self.done += number
        if self.progress:
            self.progress(self.done, self.total)


def _batches(things: Sequence[Thing], size: int) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(things), size):
        yield things[start : start + size]


def _teams_for(organisation_id: int, plan: Plan) -> dict[tuple[str, ...], int]:
    """Every team's id by its path; those that are missing are made, upper ones first."""
    known = {path: id for id, path in team_paths(organisation_id).items()}
    wanted = {entry.team for entry in plan.joiners if entry.team}
    wanted |= {team for change in plan.movers if isinstance(team := change.fields["team"][1], tuple) and team}
    parts = {path[:length] for path in wanted for length in range(1, len(path) + 1)}
    for path in sorted(parts - known.keys(), key=lambda path: (len(path), path)):
        parent_id = known[path[:-1]] if len(path) > 1 else None
        team = Team.objects.create(organisation_id=organisation_id, parent_id=parent_id, name=path[-1])
        known[path] = team.id
    return known


def _change_people(
    organisation_id: int,
    changes: Sequence[Change],
    teams: dict[tuple[str, ...], int],
    now: dt.datetime,
    meter: _Meter,
) -> None:
    readdressed = [change for change in changes if "email" in change.fields]
    _free_addresses(organisation_id, [change.person_id for change in readdressed if not change.returns])
    close_doors([change.person_id for change in readdressed], now=now)
    for batch in _batches(changes, _BATCH):
        people = Person.objects.filter(organisation_id=organisation_id).in_bulk([c.person_id for c in batch])
        touched: set[str] = set()
        for change in batch:
            person = people[change.person_id]
            touched |= _apply(change, person, teams)
        _write(list(people.values()), sorted(touched))
        meter.add(len(batch))


def _write(people: Sequence[Person], fields: Sequence[str]) -> None:
    """Update these columns of people that exist. An upsert is three times as fast as bulk_update."""
    Person.objects.bulk_create(people, update_conflicts=True, unique_fields=["id"], update_fields=fields)


def _apply(change: Change, person: Person, teams: dict[tuple[str, ...], int]) -> set[str]:
    """Put the new values on the person; the names of the columns that must be written."""
    for field in change.fields.keys() & set(_PLAIN_FIELDS):
        setattr(person, field, change.fields[field][1])
    touched = change.fields.keys() & set(_PLAIN_FIELDS)
    if "team" in change.fields:
        path = change.fields["team"][1]
        person.team_id = teams[path] if isinstance(path, tuple) and path else None
        touched |= {"team"}
    if "email" in change.fields and person.bounced_at:
        person.bounced_at = None
        touched |= {"bounced_at"}
    if change.returns:
        person.deactivated_at = None
        touched |= {"deactivated_at"}
    return set(touched)


def _free_addresses(organisation_id: int, person_ids: Sequence[int]) -> None:
    """Two people may exchange addresses: all old ones go before the new ones come, for each must stay unique."""
    for batch in _batches(person_ids, _BATCH):
        Person.objects.filter(organisation_id=organisation_id, id__in=batch).update(
            email=Concat(Value("~"), Cast("id", CharField()))
        )


def _add_people(
    organisation_id: int,
    joiners: Sequence[Entry],
    teams: dict[tuple[str, ...], int],
    now: dt.datetime,
    meter: _Meter,
) -> None:
    erased, slug = ledger(), Organisation.objects.values_list("slug", flat=True).get(id=organisation_id)
    marks = erased.marks()
    for batch in _batches(joiners, _BATCH):
        Person.objects.bulk_create(
            Person(
                organisation_id=organisation_id,
                team_id=teams[entry.team] if entry.team else None,
                external_id=entry.external_id,
                email=entry.email,
                given_name=entry.given_name,
                family_name=entry.family_name,
                title=entry.title or "",
                place=entry.place or "",
                language=entry.language or "en",
                created_at=now,
                # Whoever had themselves erased and comes back with the next file is not written to.
                declined_at=now
                if erased.knows(slug, email=entry.email, external_id=entry.external_id, marks=marks)
                else None,
            )
            for entry in batch
        )
        meter.add(len(batch))
