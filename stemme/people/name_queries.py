"""What people and teams are called now, for pages that keep ids only."""

from __future__ import annotations

from collections.abc import Collection

from stemme.kit.tenancy import across_organisations
from stemme.people.models import Organisation, Person, Team


def names(organisation_id: int, person_ids: Collection[int]) -> dict[int, str]:
    """The names of these people, also of those who left; whoever was erased is missing. One query."""
    if not person_ids:
        return {}
    people = Person.objects.filter(organisation_id=organisation_id, id__in=person_ids)
    found = people.only("id", "given_name", "family_name")
    return {person.id: person.name for person in found if person.name}


def address_of(organisation_id: int, person_id: int) -> str:
    """The mail address of a person, also of one who left; empty for whoever was erased."""
    people = Person.objects.filter(organisation_id=organisation_id, id=person_id)
    return people.values_list("email", flat=True).first() or ""


def team_names(organisation_id: int, team_ids: Collection[int]) -> dict[int, str]:
    """The names of these teams; one that is gone is missing. One query."""
    if not team_ids:
        return {}
    rows = Team.objects.filter(organisation_id=organisation_id, id__in=team_ids)
    return dict(rows.values_list("id", "name"))


def teams_in(organisation_id: int, team_id: int | None) -> dict[int, str]:
    """The teams directly below this one, or the divisions, in the order of their names. One query."""
    rows = Team.objects.filter(organisation_id=organisation_id, parent_id=team_id).order_by("name", "id")
    return dict(rows.values_list("id", "name"))


def mail_domain(organisation_id: int) -> str:
    """The mail domain that the organisation was made with, or an empty text."""
    return Organisation.objects.values_list("mail_domain", flat=True).get(id=organisation_id)


def is_alone(organisation_id: int) -> bool:
    """True when the installation has no other organisation."""
    with across_organisations("whether there is another organisation, so that strangers are told the name of none"):
        return not Organisation.objects.exclude(id=organisation_id).exists()
