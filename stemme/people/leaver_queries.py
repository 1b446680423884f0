"""People who left the company and are not erased yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from stemme.kit.retention import LEAVERS
from stemme.people.models import Person
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer

#: Shown at once; after thirty days nobody is left on the list.
MOST = 500


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who left: since when, and the day from which they are erased by themselves."""

    person_id: int
    name: str
    initials: str
    team: str
    left_on: dt.date
    erased_on: dt.date


def leavers(viewer: Viewer) -> list[Leaver]:
    """Those among the viewer's people who left, the latest first; at most ``MOST``."""
    return [_leaver(person, viewer) for person in _among(viewer).order_by("-deactivated_at", "id")[:MOST]]


def leaver(viewer: Viewer, person_id: int) -> Leaver | None:
    """One of them; None for others."""
    found = _among(viewer).filter(id=person_id).first()
    return _leaver(found, viewer) if found else None


def _among(viewer: Viewer) -> QuerySet[Person]:
    people = Person.objects.filter(organisation_id=viewer.organisation_id, deactivated_at__isnull=False)
    teams = viewer.teams_for(MANAGE_PEOPLE)
    return (people if teams is None else people.filter(team_id__in=teams)).select_related("team")


def _leaver(person: Person, viewer: Viewer) -> Leaver:
    assert person.deactivated_at is not None
    left_on = person.deactivated_at.astimezone(ZoneInfo(viewer.time_zone)).date()
    team = person.team.name if person.team else ""
    return Leaver(person.pk, person.name, person.initials, team, left_on, left_on + dt.timedelta(days=LEAVERS))
