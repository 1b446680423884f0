"""What the papers of an organisation say about its people: counts, never names."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count

from stemme.people.models import Organisation, Person, RoleGrant


def holders(organisation_id: int) -> dict[str, int]:
    """How many different people have each role, somewhere or everywhere; roles that nobody has are left out."""
    rows = (
        RoleGrant.objects.filter(organisation_id=organisation_id, person__deactivated_at=None)
        .order_by()
        .values_list("role")
        .annotate(number=Count("person_id", distinct=True))
    )
    return dict(rows)


def listed(organisation_id: int) -> int:
    """How many people are on the staff list and have not left."""
    return Person.objects.filter(organisation_id=organisation_id, deactivated_at=None).count()


def set_up_at(organisation_id: int) -> dt.datetime:
    """When the organisation was set up here."""
    return Organisation.objects.values_list("created_at", flat=True).get(id=organisation_id)


def everybody(organisation_id: int) -> set[int]:
    """The ids of all people on the staff list who have not left, whether they were invited or not."""
    found = Person.objects.filter(organisation_id=organisation_id, deactivated_at=None)
    return set(found.values_list("id", flat=True))


def countries(organisation_id: int) -> list[str]:
    """The organisation's country and those of its people, sorted; those that nobody wrote down are left out."""
    own = Organisation.objects.values_list("country", flat=True).get(id=organisation_id)
    people = Person.objects.filter(organisation_id=organisation_id, deactivated_at=None).exclude(country="")
    return sorted({own, *people.values_list("country", flat=True).order_by().distinct()} - {""})
