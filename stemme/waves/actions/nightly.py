"""Places for newcomers, and a row a day of what is expected of each wave."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.people.crowd_queries import teams_of_present
from stemme.waves.forecast_queries import expected_of
from stemme.waves.models import Forecast, Place, Wave
from stemme.waves.plan_queries import plan_of, waves_of


def place_newcomers(*, organisation_id: int) -> int:
    """Whoever has come since the plan was made gets a place in the wave that is always open; how many."""
    plan = plan_of(organisation_id)
    if plan is None:
        return 0
    with transaction.atomic():
        here = teams_of_present(organisation_id)
        placed = set(Place.objects.filter(plan_id=plan.id).values_list("person_id", flat=True))
        last = Wave.objects.filter(plan_id=plan.id).order_by("-number").first()
        new = sorted(here.keys() - placed)
        if last is None or not new:
            return 0
        rows = [Place(plan_id=plan.id, wave=last, person_id=person) for person in new]
        Place.objects.bulk_create(rows, batch_size=2_000, ignore_conflicts=True)
    return len(new)


def note_expected(*, organisation_id: int, today: dt.date, now: dt.datetime) -> int:
    """Note what is expected of each wave today, or what became of it; how many rows.

    A wave that is over gets one last row, with what it came to: later that is read there.
    """
    plan = plan_of(organisation_id)
    if plan is None:
        return 0
    waves = {wave.number: wave for wave in waves_of(plan.id)}
    latest = dict(Forecast.objects.filter(wave__plan_id=plan.id).order_by("made_on").values_list("wave_id", "made_on"))
    rows = []
    for number, found in expected_of(organisation_id, now).items():
        wave = waves[number]
        noted = latest.get(wave.id)
        if found.over and noted is not None and noted > wave.last_day:
            continue
        expected = found.expected
        rows.append(
            Forecast(
                wave_id=wave.id,
                made_on=today,
                people=found.people,
                low=expected.low,
                middle=expected.middle,
                high=expected.high,
            )
        )
    Forecast.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["wave", "made_on"],
        update_fields=["people", "low", "middle", "high"],
    )
    return len(rows)
