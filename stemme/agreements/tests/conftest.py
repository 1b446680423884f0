"""Ada, who owns Nordlys, Rut, who represents the employees, and an agreement at each of its steps."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from stemme.agreements import actions
from stemme.agreements.queries import to_tell
from stemme.people.models import Person, RoleGrant
from stemme.people.queries import viewer as viewer_of
from stemme.people.viewer import Viewer

WORDS = {"purpose": "So that managers can help where help is wanted.", "reference": "Works agreement 2026/7, § 4"}


def seen_as(person: Person) -> Viewer:
    """The person, signed in."""
    found = viewer_of(person.id, scope="employee")
    assert found is not None
    return found


@pytest.fixture
def rut(cast: SimpleNamespace) -> Person:
    """The employee representative."""
    made = Person.objects.create(
        organisation=cast.nordlys, team=cast.grid, email="rut@nordlys.example", given_name="Rut", family_name="Rein",
        invited_at=cast.now, joined_at=cast.now,
    )  # fmt: skip
    RoleGrant.objects.create(organisation=cast.nordlys, person=made, role="representative")
    return made


@pytest.fixture
def asked(cast: SimpleNamespace, rut: Person) -> int:
    """Asked for by Ada with fourteen days of notice."""
    return actions.ask(actor=seen_as(cast.ada), lock="scorecards", notice_days=14, now=cast.now, **WORDS)


@pytest.fixture
def agreed(cast: SimpleNamespace, rut: Person, asked: int) -> int:
    """Rut said yes."""
    actions.answer(actor=seen_as(rut), agreement_id=asked, agreed=True, words="It may help.", now=cast.now)
    return asked


@pytest.fixture
def announced(cast: SimpleNamespace, agreed: int) -> int:
    """Everybody has had a mail; it takes effect fourteen days later."""
    told = dict.fromkeys(to_tell(cast.nordlys.id, agreed), "mail")
    assert actions.announce(organisation_id=cast.nordlys.id, agreement_id=agreed, told=told, now=cast.now)
    return agreed
