"""Making, changing, agreeing and ending the plan."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import replace

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.waves.candidate_queries import candidates
from stemme.waves.dates import spans
from stemme.waves.models import Place, Plan, Wave
from stemme.waves.planning import PlanningError, Rules, plan

__all__ = ["PlanError", "PlanningError", "agree", "change_plan", "end_plan", "make_plan"]
_LOTS = 2**62


class PlanError(Exception):
    """It cannot be done. ``reason``: "exists", "none" or "launched"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def make_plan(
    *,
    actor: Viewer,
    first_day: dt.date,
    weeks: int,
    pilot_size: int,
    capacity: int,
    team_share: int,
    opens_at: int,
    now: dt.datetime,
    seed: int | None = None,
) -> int:
    """Plan the roll-out for everybody; the plan's id. ``team_share`` and ``opens_at`` in per cent.

    Raises PlanError("exists") when a plan goes on, and PlanningError when the rules cannot be kept.
    """
    with transaction.atomic():
        if Plan.objects.filter(organisation_id=actor.organisation_id, ended_at=None).exists():
            raise PlanError("exists")
        row = Plan.objects.create(
            organisation_id=actor.organisation_id,
            made_at=now,
            made_by_id=actor.person_id,
            first_day=first_day,
            weeks=weeks,
            pilot_size=pilot_size,
            capacity=capacity,
            team_share=team_share,
            opens_at=opens_at,
            seed=secrets.randbelow(_LOTS) if seed is None else seed,
        )
        _fill(actor, row, now)
    return row.pk


def change_plan(
    *,
    actor: Viewer,
    first_day: dt.date,
    weeks: int,
    pilot_size: int,
    capacity: int,
    team_share: int,
    opens_at: int,
    now: dt.datetime,
) -> None:
    """Give the plan other rules and plan anew; ``first_day`` is that of the next wave now. Launched waves stay as they
    are, and so do those moved by hand.

    Raises PlanError ("none"; "launched" when all waves are) and PlanningError.
    """
    with transaction.atomic():
        row = going_on(actor.organisation_id)
        row.first_day, row.weeks, row.opens_at = first_day, weeks, opens_at
        row.pilot_size, row.capacity, row.team_share = pilot_size, capacity, team_share
        row.save()
        _fill(actor, row, now)


def agree(*, actor: Viewer, now: dt.datetime) -> None:
    """From now on its waves may be launched. Agreed again, nothing happens. Raises PlanError("none")."""
    with transaction.atomic():
        row = going_on(actor.organisation_id)
        if row.agreed_at is None:
            row.agreed_at = now
            row.save(update_fields=["agreed_at"])
            note(facts.WAVES_AGREED, actor, row, now)


def end_plan(*, actor: Viewer, now: dt.datetime) -> None:
    """End the plan: nobody is invited with a wave any more; whoever was invited stays. Raises PlanError("none")."""
    with transaction.atomic():
        row = going_on(actor.organisation_id)
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        note(facts.WAVES_ENDED, actor, row, now)


def going_on(organisation_id: int) -> Plan:
    """The plan that goes on, kept from others while it changes. Raises PlanError("none")."""
    row = Plan.objects.select_for_update().filter(organisation_id=organisation_id, ended_at=None).first()
    if row is None:
        raise PlanError("none")
    return row


def rules_of(row: Plan, launched: frozenset[int] = frozenset()) -> Rules:
    """The rules as the planner takes them; nobody is added to the ``launched`` waves."""
    return Rules(row.pilot_size, row.capacity, row.team_share, closed=launched)


def note(kind: str, actor: Viewer, row: Plan, now: dt.datetime, **data: int) -> None:
    """Record what was done with a plan."""
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=row.pk, **data)


def _fill(actor: Viewer, row: Plan, now: dt.datetime) -> None:
    """Give everybody their place and each wave its days."""
    launched = {wave.number: wave for wave in Wave.objects.filter(plan_id=row.pk, launched_at__isnull=False)}
    if launched and not Wave.objects.filter(plan_id=row.pk, launched_at=None).exists():
        raise PlanError("launched")
    everybody = candidates(row.organisation_id, row.pk, seed=row.seed, today=actor.today(now))
    rules = rules_of(row, frozenset(launched))
    numbers = plan(everybody, replace(rules, waves=0), row.seed)
    waves = _waves(row, max([*numbers.values(), *launched, 1]) + 1)
    _place(row, numbers, waves)
    note(facts.WAVES_PLANNED, actor, row, now, waves=len(waves), people=len(numbers))


def _waves(row: Plan, number: int) -> dict[int, Wave]:
    """So many waves. Those that are not launched get new days, the next of them from the plan's first day on."""
    Wave.objects.filter(plan_id=row.pk, number__gte=number).delete()
    found = {wave.number: wave for wave in Wave.objects.filter(plan_id=row.pk)}
    to_come = [wave for wave in range(number) if wave not in found or found[wave].launched_at is None]
    days = spans(row.first_day, row.weeks, len(to_come), _country(row.organisation_id))
    for wave, span in zip(to_come, days, strict=True):
        if wave not in found:
            found[wave] = Wave.objects.create(plan_id=row.pk, number=wave, first_day=span.first, last_day=span.last)
        else:
            found[wave].first_day, found[wave].last_day = span.first, span.last
            found[wave].save(update_fields=["first_day", "last_day"])
    return found


def _place(row: Plan, numbers: dict[int, int], waves: dict[int, Wave]) -> None:
    """Write everybody's place; rows that say so already are left alone."""
    old = {place.person_id: place for place in Place.objects.filter(plan_id=row.pk)}
    new, changed = [], []
    for person, number in sorted(numbers.items()):
        place = old.get(person)
        if place is None:
            new.append(Place(plan_id=row.pk, wave=waves[number], person_id=person))
        elif place.wave_id != waves[number].pk:
            place.wave = waves[number]
            changed.append(place)
    Place.objects.bulk_create(new, batch_size=2_000)
    Place.objects.bulk_update(changed, ["wave"], batch_size=2_000)


def _country(organisation_id: int) -> str:
    return people.organisation(organisation_id).country
