"""Who joined when: for sums over groups."""

from __future__ import annotations

import datetime as dt

from stemme.people.models import Person


def joined_since(organisation_id: int, since: dt.datetime) -> list[tuple[int, dt.datetime]]:
    """(person, moment) of everybody who joined from this moment on and is still here. One query."""
    rows = Person.objects.filter(organisation_id=organisation_id, joined_at__gte=since, deactivated_at=None)
    return [(person, at) for person, at in rows.values_list("id", "joined_at") if at is not None]
