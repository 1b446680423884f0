"""The roll-out of the generated tests' house: a plan of two waves, with everything that can lie in it."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone

from stemme.waves.models import Check, Forecast, KitStory, KitText, Place, Plan, Wave


def wave_rows(cast: SimpleNamespace, story_id: int) -> dict[str, object]:
    """A pilot that was launched with Cleo in it, and a wave that comes, with Dan."""
    now = timezone.now()
    day = now.date()
    plan = Plan.objects.create(organisation=cast.nordlys, first_day=day, agreed_at=now, made_by=cast.lea)
    for number, person in enumerate((cast.cleo, cast.dan)):
        first = day + dt.timedelta(weeks=8 * number)
        wave = Wave.objects.create(plan=plan, number=number, first_day=first, last_day=first + dt.timedelta(days=55))
        Place.objects.create(plan=plan, wave=wave, person=person)
        Forecast.objects.create(wave=wave, made_on=day, people=1, low=0, middle=0.5, high=1)
        Check.objects.create(wave=wave, key="managers", note="All came", owner=cast.bo)
    Wave.objects.filter(plan=plan, number=0).update(launched_at=now, learned="Ask early.")
    KitText.objects.create(organisation=cast.nordlys, piece="intranet", language="en", body="Come in.")
    KitStory.objects.create(organisation=cast.nordlys, story_id=story_id, position=0)
    return {"line": "managers"}
