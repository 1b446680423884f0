"""What the roll-out does every night: newcomers get a place, and what is expected is noted."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.utils import timezone

from stemme.people import queries as people
from stemme.waves.actions.nightly import note_expected, place_newcomers


def keep_waves() -> None:
    """For each organisation in turn."""
    now = timezone.now()
    for here in people.organisations():
        place_newcomers(organisation_id=here.id)
        note_expected(organisation_id=here.id, today=now.astimezone(ZoneInfo(here.time_zone)).date(), now=now)
