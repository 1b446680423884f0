"""Putting people into another wave, and dividing a wave in two. Both leave everybody else where they are."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db import transaction
from django.db.models import F

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.waves.actions.plans import going_on, note, rules_of
from stemme.waves.candidate_queries import candidates
from stemme.waves.dates import opening_day
from stemme.waves.models import Place, Plan, Wave
from stemme.waves.planning import Candidate, big_departments, department_of, halved, team_caps


class MoveError(Exception):
    """It cannot be done. ``reason``: "unknown" (person or wave), "was_launched" (theirs) or "launched" (the other),
    "full" (``most`` people), "team_full" (``most`` of the team), "last_of_department" (a big one would have nobody in
    the first wave); of a wave that was to be divided "pilot" or "small"."""

    def __init__(self, reason: str, most: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.most = reason, most


def move(*, actor: Viewer, person_id: int, to_wave: int, now: dt.datetime) -> None:
    """Put somebody into the wave of this number; a new plan leaves them there. Raises MoveError, PlanError("none")."""
    with transaction.atomic():
        row = going_on(actor.organisation_id)
        waves = {wave.number: wave for wave in Wave.objects.filter(plan_id=row.pk)}
        place = Place.objects.select_related("wave").filter(plan_id=row.pk, person_id=person_id).first()
        if place is None or to_wave not in waves:
            raise MoveError("unknown")
        before, target = place.wave, waves[to_wave]
        if before.pk != target.pk:
            _check(actor, row, before, target, person_id, last=to_wave == max(waves), now=now)
        place.wave, place.moved_at, place.moved_by_id = target, now, actor.person_id
        place.save(update_fields=["wave", "moved_at", "moved_by"])
        record(
            facts.WAVE_PERSON_MOVED,
            organisation_id=actor.organisation_id,
            actor_id=actor.person_id,
            at=now,
            subject_id=person_id,
            before=before.number,
            after=to_wave,
        )


def duplicate_wave(*, actor: Viewer, wave_id: int, now: dt.datetime) -> int:
    """Divide a wave in two of the same length, with half of its people each; the new wave's id. Later ones move back.

    Raises MoveError ("unknown", "pilot", "launched" when it or a later one was, "small" for fewer than two people) and
    PlanError("none").
    """
    with transaction.atomic():
        row = going_on(actor.organisation_id)
        waves = list(Wave.objects.filter(plan_id=row.pk).order_by("number"))
        wave = next((one for one in waves if one.pk == wave_id), None)
        if wave is None or wave.number == 0:
            raise MoveError("unknown" if wave is None else "pilot")
        if any(one.launched_at for one in waves[wave.number :]):
            raise MoveError("launched")
        going = _going(actor, row, wave, now)
        if not going:
            raise MoveError("small")
        new = _one_more(row, waves, wave)
        Place.objects.filter(plan_id=row.pk, person_id__in=going).update(wave=new)
        note(facts.WAVE_DUPLICATED, actor, row, now, wave=wave.number)
    return new.pk


def _check(
    actor: Viewer, row: Plan, before: Wave, target: Wave, person_id: int, *, last: bool, now: dt.datetime
) -> None:
    """Raise MoveError unless the rules hold afterwards as well."""
    if before.launched_at or target.launched_at:
        raise MoveError("was_launched" if before.launched_at else "launched")
    everybody = candidates(row.organisation_id, row.pk, seed=row.seed, today=actor.today(now), keep=False)
    me = next((one for one in everybody if one.person_id == person_id), None)
    if me is None:
        raise MoveError("unknown")
    department = department_of(me.team_line)
    if before.number == 0 and department in big_departments(everybody):
        there = {one.person_id for one in everybody if department_of(one.team_line) == department} - {person_id}
        if not there & _members(before):
            raise MoveError("last_of_department")
    if not last:
        _check_room(row, target, me, everybody)


def _check_room(row: Plan, target: Wave, me: Candidate, everybody: list[Candidate]) -> None:
    members, cap = _members(target), rules_of(row).cap_of(target.number)
    there = [one for one in everybody if one.person_id in members]
    if len(there) >= cap:
        raise MoveError("full", cap)
    team = me.team_line[:1]
    if team:
        most = team_caps(everybody, row.team_share)[team[0]]
        if Counter(one.team_line[:1] for one in there)[team] >= most:
            raise MoveError("team_full", most)


def _going(actor: Viewer, row: Plan, wave: Wave, now: dt.datetime) -> set[int]:
    """Who goes into the new wave."""
    today = actor.today(now)
    everybody = candidates(row.organisation_id, row.pk, seed=row.seed, today=today)
    members = _members(wave)
    here = [one for one in everybody if one.person_id in members]
    return halved(here, rules_of(row).cap_of(wave.number), team_caps(everybody, row.team_share), row.seed)[1]


def _one_more(row: Plan, waves: list[Wave], wave: Wave) -> Wave:
    """A wave behind this one with the same length; those behind it get the next number and begin as much later."""
    country = people.organisation(row.organisation_id).country
    length = wave.last_day - wave.first_day
    later = waves[wave.number + 1 :]
    # Out of the way first: two waves never have the same number.
    Wave.objects.filter(pk__in=[one.pk for one in later]).update(number=F("number") + 10_000)
    first = opening_day(wave.last_day + dt.timedelta(days=1), country)
    new = Wave.objects.create(plan_id=row.pk, number=wave.number + 1, first_day=first, last_day=first + length)
    end = new.last_day
    for one in later:
        lasts = one.last_day - one.first_day
        one.number += 1
        one.first_day = opening_day(max(end + dt.timedelta(days=1), one.first_day), country)
        one.last_day = one.first_day + lasts
        end = one.last_day
        one.save(update_fields=["number", "first_day", "last_day"])
    return new


def _members(wave: Wave) -> set[int]:
    rows = Place.objects.filter(wave_id=wave.pk, person__deactivated_at=None)
    return set(rows.values_list("person_id", flat=True))
