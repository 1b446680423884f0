"""Papers that are ready to be issued, and a representative."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from stemme.council import actions
from stemme.council.situation import About
from stemme.people.models import Person, RoleGrant
from stemme.people.queries import viewer as viewer_of
from stemme.people.viewer import Viewer

WRITTEN = About(
    controller="Nordlys Energi AS",
    address="Strandgaten 1\n5013 Bergen",
    contact="personvern@nordlys.example",
    country="dk",
    basis="agreement",
    agreement="Stemme 2026/4",
    agreed_on=dt.date(2026, 10, 1),
)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Requests leave their language behind."""
    with override("en"):
        yield


def seen_as(person: Person) -> Viewer:
    """The person, signed in."""
    found = viewer_of(person.id, scope="employee")
    assert found is not None
    return found


@pytest.fixture
def owner(cast: SimpleNamespace) -> Viewer:
    """Ada, who owns Nordlys."""
    return seen_as(cast.ada)


@pytest.fixture
def ready(cast: SimpleNamespace, owner: Viewer) -> SimpleNamespace:
    """Everything is written down; nothing is issued yet."""
    actions.write_down(actor=owner, about=WRITTEN, now=cast.now)
    return cast


@pytest.fixture
def issued(ready: SimpleNamespace, owner: Viewer) -> int:
    """The id of the first edition."""
    return actions.issue(actor=owner, now=ready.now)


@pytest.fixture
def rep(cast: SimpleNamespace) -> Person:
    """Rut, the employee representative."""
    made = Person.objects.create(
        organisation=cast.nordlys, team=cast.grid, email="rut@nordlys.example", given_name="Rut", family_name="Rein",
        invited_at=cast.now, joined_at=cast.now,
    )  # fmt: skip
    RoleGrant.objects.create(organisation=cast.nordlys, person=made, role="representative")
    return made
