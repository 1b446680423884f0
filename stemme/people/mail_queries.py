"""What sending mails asks about people, besides who may get them (``queries.receivers``)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Q

from stemme.people.models import Person
from stemme.people.organisation_queries import organisation


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody who joined and gets no mails now. Only to be counted, in groups that are large enough."""

    person_id: int
    team_id: int | None
    language: str
    place: str
    #: Mails to the address came back; otherwise they said no or take a break, and which of them is not told.
    bounced: bool


def clocks(organisation_id: int) -> set[tuple[str, str]]:
    """Each time zone and country that somebody lives by who joined: their own, or the organisation's. Two queries."""
    here = organisation(organisation_id)
    joined = Person.objects.filter(organisation_id=organisation_id, joined_at__isnull=False, deactivated_at=None)
    found = joined.order_by().values_list("time_zone", "country").distinct()
    return {(zone or here.time_zone, country or here.country) for zone, country in found}


def unreached(organisation_id: int, *, now: dt.datetime) -> list[Unreached]:
    """Everybody who joined and has not left, and whom ``receivers`` leaves out."""
    today = now.astimezone(ZoneInfo(organisation(organisation_id).time_zone)).date()
    silent = Q(declined_at__isnull=False) | Q(paused_until__gt=today)
    rows = Person.objects.filter(
        silent | Q(bounced_at__isnull=False),
        organisation_id=organisation_id,
        joined_at__isnull=False,
        deactivated_at=None,
    )
    return [
        Unreached(
            person.id,
            person.team_id,
            person.language,
            person.place,
            bounced=person.declined_at is None and not (person.paused_until and person.paused_until > today),
        )
        for person in rows
    ]
