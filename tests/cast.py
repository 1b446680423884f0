"""The people of the tests: Nordlys and its six, and Eve who works elsewhere."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from stemme.people.models import Organisation, Person, RoleGrant, Team


def make_cast(now: dt.datetime) -> SimpleNamespace:
    """Two organisations with their people as they are at ``now``."""

    def person(given: str, family: str, team: Team, *roles: str, language: str = "en") -> Person:
        organisation = team.organisation
        made = Person.objects.create(
            organisation=organisation,
            team=team,
            email=f"{given.lower()}@{organisation.mail_domain}",
            given_name=given,
            family_name=family,
            language=language,
            place="Bergen",
            invited_at=now - dt.timedelta(days=200),
            joined_at=now - dt.timedelta(days=199),
            created_at=now - dt.timedelta(days=201),
        )
        for role in roles:
            RoleGrant.objects.create(organisation=organisation, person=made, role=role)
        return made

    nordlys = Organisation.objects.create(
        slug="nordlys", name="Nordlys Energi", language="nb", mail_domain="nordlys.example"
    )
    other = Organisation.objects.create(slug="other", name="Other Company", mail_domain="other.example")
    wind = Team.objects.create(organisation=nordlys, name="Offshore wind")
    turbine = Team.objects.create(organisation=nordlys, name="Turbine engineering", parent=wind)
    grid = Team.objects.create(organisation=nordlys, name="Grid")
    elsewhere = Team.objects.create(organisation=other, name="Sales")
    return SimpleNamespace(
        now=now,
        nordlys=nordlys,
        other=other,
        wind=wind,
        turbine=turbine,
        grid=grid,
        ada=person("Ada", "Owe", grid, "owner"),
        lea=person("Lea", "Lind", grid, "lead"),
        bo=person("Bo", "Brandt", grid, "editor"),
        ana=person("Ana", "Alm", grid, "analyst"),
        cleo=person("Cleo", "Clausen", turbine, language="nb"),
        dan=person("Dan", "Dahl", grid, language="da"),
        eve=person("Eve", "Else", elsewhere, "owner"),
    )


def open_session(person_id: int, scope: str = "employee") -> str:
    """The key of a new session of the person."""
    moment = timezone.now().isoformat()
    store = SessionStore()
    store["visit"] = {"person": person_id, "scope": scope, "started": moment, "seen": moment}
    store.create()
    return str(store.session_key)
