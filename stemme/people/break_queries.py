"""Whether somebody takes a break from mails."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from stemme.people.models import Person


def break_of(organisation_id: int, person_id: int, *, now: dt.datetime) -> dt.date | None:
    """The day on which mails begin again, or None if the person takes no break now."""
    row = (
        Person.objects.filter(organisation_id=organisation_id, id=person_id)
        .values_list("paused_until", "organisation__time_zone")
        .first()
    )
    if row is None or row[0] is None:
        return None
    today = now.astimezone(ZoneInfo(row[1])).date()
    return row[0] if row[0] > today else None
