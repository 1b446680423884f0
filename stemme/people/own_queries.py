"""What a person may know about those who look after their data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.people.models import Person, RoleGrant
from stemme.people.queries import team_line
from stemme.people.roles import MANAGE_PEOPLE, ROLES

_MOST = 5


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to turn to."""

    person_id: int
    name: str
    initials: str
    email: str


def people_administrators(organisation_id: int, team_id: int | None) -> list[Contact]:
    """Who may change the data of people of this team, the nearest first, at most five."""
    line = team_line(organisation_id, team_id)
    place = {team: number for number, team in enumerate(line)}
    grants = RoleGrant.objects.filter(
        organisation_id=organisation_id,
        person__deactivated_at=None,
        role__in=[role.key for role in ROLES if MANAGE_PEOPLE in role.rights],
    ).select_related("person")
    near = {g.person_id: (place.get(g.team_id or 0, len(line)), g.person) for g in grants if _reaches(g, place)}
    found = sorted(near.values(), key=lambda entry: (entry[0], entry[1].family_name, entry[1].pk))[:_MOST]
    return [_contact(person) for _distance, person in found]


def _reaches(grant: RoleGrant, place: dict[int, int]) -> bool:
    return grant.team_id is None or grant.team_id in place


def _contact(person: Person) -> Contact:
    return Contact(person.pk, person.name, person.initials, person.email)


def takes_part(person_id: int) -> bool:
    """False for somebody who said no or left the programme."""
    return Person.objects.filter(id=person_id, declined_at=None, joined_at__isnull=False).exists()


def joined_at(person_id: int) -> dt.datetime | None:
    """When the person joined; None for somebody who has not, or who said no since."""
    found: dt.datetime | None = (
        Person.objects.filter(id=person_id, declined_at=None).values_list("joined_at", flat=True).first()
    )
    return found


def said_no(person_id: int) -> bool:
    """Whether the person said no; for the person alone."""
    return Person.objects.filter(id=person_id, declined_at__isnull=False).exists()


@dataclass(frozen=True, slots=True)
class OwnReach:
    """The languages somebody wants stories in, and where their days and holidays are; empty: not said."""

    story_languages: tuple[str, ...]
    time_zone: str
    country: str


def own_reach(person_id: int) -> OwnReach:
    """What the person chose. Raises Person.DoesNotExist."""
    languages, zone, country = Person.objects.values_list("story_languages", "time_zone", "country").get(id=person_id)
    return OwnReach(tuple(languages or ()), zone, country)
