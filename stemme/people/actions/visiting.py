"""The list of a person's open visits: noted when they begin, ended one by one or all but one (security.md T-04).

A row goes with its session, however that is deleted: signing out, running out, erasing the person.
"""

from __future__ import annotations

import datetime as dt

from django.contrib.sessions.models import Session

from stemme.people.actions.doors import Admitted
from stemme.people.devices import Device
from stemme.people.models import Visit


def note_visit(
    *, session_key: str, admitted: Admitted, way: str, device: Device, started: dt.datetime, now: dt.datetime
) -> None:
    """Put a visit on the person's list. ``way``: what they came in with (models.way_choices). The session is stored."""
    Visit.objects.update_or_create(
        session_id=session_key,
        defaults={
            "organisation_id": admitted.organisation_id,
            "person_id": admitted.person_id,
            "scope": admitted.scope,
            "way": way,
            "browser": device.browser,
            "system": device.system,
            "started_at": started,
            "seen_at": now,
        },
    )


def visit_goes_on(*, session_key: str, now: dt.datetime) -> None:
    """The visit was seen again."""
    Visit.objects.filter(session_id=session_key).update(seen_at=now)


def end_one_visit(*, person_id: int, visit_id: int) -> bool:
    """End one of the person's own visits; False when they have no such one (any more)."""
    return Session.objects.filter(visit__id=visit_id, visit__person_id=person_id).delete()[0] > 0


def end_other_visits(*, person_id: int, but: str) -> int:
    """End all visits of the person but the one with this session key; how many."""
    others = list(
        Visit.objects.filter(person_id=person_id).exclude(session_id=but).values_list("session_id", flat=True)
    )
    Session.objects.filter(session_key__in=others).delete()
    return len(others)
