"""Whom one may ask about the guidelines."""

from __future__ import annotations

from dataclasses import dataclass

from stemme.policy.models import GuidelinesContact


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A colleague who agreed to be named."""

    id: int
    person_id: int
    name: str
    given_name: str
    initials: str
    about: str
    phone: str


def contacts(organisation_id: int) -> list[ContactRow]:
    """The organisation's contacts in their order, without those who have left. One query."""
    rows = GuidelinesContact.objects.filter(organisation_id=organisation_id, person__deactivated_at=None)
    return [
        ContactRow(
            row.pk, row.person_id, row.person.name, row.person.given_name, row.person.initials, row.about, row.phone
        )
        for row in rows.select_related("person").order_by("position", "id")
    ]
