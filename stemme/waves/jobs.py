"""What the roll-out does every night: newcomers get a place, and what is expected is noted."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.kit.periods import local_day
from stemme.people import queries as people
from stemme.waves.actions.nightly import note_expected, place_newcomers


@task()
def keep_waves() -> int:
    """For each organisation in turn; how many people got a place."""
    now, placed = timezone.now(), 0
    for here in people.organisations():
        placed += place_newcomers(organisation_id=here.id)
        note_expected(organisation_id=here.id, today=local_day(now, here.time_zone), now=now)
    return placed
