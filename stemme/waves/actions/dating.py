"""Other days for a wave that was not launched yet."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.people import queries as people
from stemme.people.roles import LEAD_PROGRAMME
from stemme.people.viewer import Viewer
from stemme.waves.actions.holding import WaveError, note_wave
from stemme.waves.dates import opening_day
from stemme.waves.models import Wave


def set_days(*, actor: Viewer, wave_id: int, first_day: dt.date, last_day: dt.date, now: dt.datetime) -> None:
    """Give a wave other days. Raises Wave.DoesNotExist, and WaveError: right, launched, day_off (it would begin on
    one), order (it would not begin after the wave before it and before the next, or end before it begins)."""
    if not actor.may_everywhere(LEAD_PROGRAMME):
        raise WaveError("right")
    with transaction.atomic():
        ours = Wave.objects.select_for_update(of=("self",))
        wave = ours.get(id=wave_id, plan__organisation_id=actor.organisation_id, plan__ended_at=None)
        if wave.launched_at:
            raise WaveError("launched")
        if opening_day(first_day, people.organisation(actor.organisation_id).country) != first_day:
            raise WaveError("day_off")
        wave.first_day, wave.last_day = first_day, last_day
        others = Wave.objects.filter(plan_id=wave.plan_id)
        early = others.filter(number__lt=wave.number, first_day__gte=first_day).exists()
        late = others.filter(number__gt=wave.number, first_day__lte=first_day).exists()
        if early or late or last_day < first_day:
            raise WaveError("order")
        wave.save(update_fields=["first_day", "last_day"])
        note_wave(facts.WAVE_DATED, actor=actor, wave_id=wave_id, now=now)
