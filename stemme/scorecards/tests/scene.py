"""A manager, a representative and locks that were opened the real way."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from stemme.agreements import actions as agreements
from stemme.agreements.queries import to_tell
from stemme.people import queries as people
from stemme.people.models import Person, RoleGrant, Team
from stemme.people.viewer import EMPLOYEE, Viewer


def viewer_of(person: Person) -> Viewer:
    """The person as signed in."""
    found = people.viewer(person.pk, scope=EMPLOYEE)
    assert found is not None
    return found


def somebody(cast: SimpleNamespace, given: str, team: Team, **more: Any) -> Person:
    """Another colleague who takes part."""
    made: Person = Person.objects.create(
        **{
            "organisation": team.organisation, "team": team, "given_name": given, "family_name": "Hval",
            "email": f"{given.lower()}@nordlys.example", "invited_at": cast.now, "joined_at": cast.now, **more,
        }
    )  # fmt: skip
    return made


def manager(cast: SimpleNamespace, given: str, team: Team) -> Person:
    """A manager of this team and those below it."""
    made = somebody(cast, given, team)
    RoleGrant.objects.create(organisation=team.organisation, person=made, role="manager", team=team)
    return made


def open_lock(cast: SimpleNamespace, lock: str, *, days_ago: int = 100) -> int:
    """Asked for, agreed to by somebody else, told to everybody; its period of three weeks ended long ago."""
    now = timezone.now() - dt.timedelta(days=days_ago)
    rut = Person.objects.filter(organisation=cast.nordlys, email="rut@nordlys.example").first()
    if rut is None:
        rut = somebody(cast, "Rut", cast.grid)
        RoleGrant.objects.create(organisation=cast.nordlys, person=rut, role="representative")
    made = agreements.ask(
        actor=viewer_of(cast.ada), lock=lock, purpose="To help each other", reference="Agreement of May, § 4",
        notice_days=60, now=now,
    )  # fmt: skip
    agreements.answer(actor=viewer_of(rut), agreement_id=made, agreed=True, words="It helps.", now=now)
    told = dict.fromkeys(to_tell(cast.nordlys.id, made), "mail")
    assert agreements.announce(organisation_id=cast.nordlys.id, agreement_id=made, told=told, now=now)
    return made
