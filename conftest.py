"""The cast and the stage for every test.

Ada owns Nordlys Energi, Lea leads the programme, Bo edits, Ana reads figures, Cleo and Dan work in two teams;
Eve works elsewhere and must never see anything of theirs.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from types import SimpleNamespace

os.environ.setdefault("STEMME_DATA", tempfile.mkdtemp(prefix="stemme-test-"))

import pytest
from django.db import connections
from django.test import Client

#: A Thursday morning in Bergen; tests pass it wherever ``now`` is asked for.
NOW = dt.datetime(2026, 11, 12, 8, 14, tzinfo=dt.UTC)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that touch the database may touch the clicks' database as well."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        fixtures = getattr(item, "fixturenames", ())
        if marker is None and not {"cast", "db", "transactional_db"} & set(fixtures):
            continue
        options = {"databases": "__all__", **(marker.kwargs if marker else {})}
        item.add_marker(pytest.mark.django_db(**options), append=False)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """No connection pool in tests: its idle connections would keep the test database from being dropped."""
    for alias in connections:
        connections[alias].settings_dict["OPTIONS"].pop("pool", None)


@pytest.fixture
def now() -> dt.datetime:
    return NOW


@pytest.fixture
def cast(db: None) -> SimpleNamespace:
    """Two organisations with their people, as a namespace: ``cast.ada``, ``cast.nordlys``, ``cast.wind`` …"""
    from stemme.people.models import Organisation, Person, RoleGrant, Team

    def person(organisation: Organisation, given: str, family: str, team: Team | None, *roles: str, language: str = "en") -> Person:
        made = Person.objects.create(
            organisation=organisation,
            team=team,
            email=f"{given.lower()}@{organisation.mail_domain}",
            given_name=given,
            family_name=family,
            language=language,
            place="Bergen",
            invited_at=NOW - dt.timedelta(days=200),
            joined_at=NOW - dt.timedelta(days=199),
            created_at=NOW - dt.timedelta(days=201),
        )
        for role in roles:
            RoleGrant.objects.create(organisation=organisation, person=made, role=role)
        return made

    nordlys = Organisation.objects.create(slug="nordlys", name="Nordlys Energi", language="nb", mail_domain="nordlys.example")
    other = Organisation.objects.create(slug="other", name="Other Company", language="en", mail_domain="other.example")
    wind = Team.objects.create(organisation=nordlys, name="Offshore wind")
    turbine = Team.objects.create(organisation=nordlys, name="Turbine engineering", parent=wind)
    grid = Team.objects.create(organisation=nordlys, name="Grid")
    elsewhere = Team.objects.create(organisation=other, name="Sales")
    return SimpleNamespace(
        now=NOW,
        nordlys=nordlys,
        other=other,
        wind=wind,
        turbine=turbine,
        grid=grid,
        ada=person(nordlys, "Ada", "Owe", grid, "owner"),
        lea=person(nordlys, "Lea", "Lind", grid, "lead"),
        bo=person(nordlys, "Bo", "Brandt", grid, "editor"),
        ana=person(nordlys, "Ana", "Alm", grid, "analyst"),
        cleo=person(nordlys, "Cleo", "Clausen", turbine, language="nb"),
        dan=person(nordlys, "Dan", "Dahl", grid, language="da"),
        eve=person(other, "Eve", "Else", elsewhere, "owner"),
    )


@pytest.fixture
def let_in() -> Iterator[object]:
    """``let_in(person, scope="employee")`` gives a test client with that person's session."""
    from django.contrib.sessions.backends.db import SessionStore
    from django.conf import settings
    from django.utils import timezone

    def enter(person: object, scope: str = "employee") -> Client:
        client = Client()
        moment = timezone.now().isoformat()
        store = SessionStore()
        store["visit"] = {"person": person.id, "scope": scope, "started": moment, "seen": moment}  # type: ignore[attr-defined]
        store.create()
        client.cookies[settings.SESSION_COOKIE_NAME] = store.session_key
        return client

    yield enter
