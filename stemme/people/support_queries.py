"""Who supports whom: the managers of a team, and the people of one's teams as those who support them may know them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from stemme.people.models import Person, RoleGrant
from stemme.people.queries import team_line
from stemme.people.roles import ROLES, SUPPORT_TEAM


@dataclass(frozen=True, slots=True)
class Manager:
    """Somebody who supports a team."""

    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a team who takes part."""

    person_id: int
    name: str
    initials: str
    title: str
    team: str
    external_id: str


def managers(organisation_id: int, person_id: int, team_id: int | None) -> list[Manager]:
    """Who holds the right to support the team of this person, the nearest first; not the person. Two queries."""
    line = team_line(organisation_id, team_id)
    place = {team: number for number, team in enumerate(line)}
    grants = RoleGrant.objects.filter(
        organisation_id=organisation_id,
        person__deactivated_at=None,
        role__in=[role.key for role in ROLES if SUPPORT_TEAM in role.rights],
    ).exclude(person_id=person_id)
    near: dict[int, tuple[int, str]] = {}
    for grant in grants.select_related("person").order_by("id"):
        if grant.team_id is None or grant.team_id in place:
            found = (place.get(grant.team_id or 0, len(line)), grant.person.name)
            near[grant.person_id] = min(near.get(grant.person_id, found), found)
    ordered = sorted(near.items(), key=lambda entry: (entry[1], entry[0]))
    return [Manager(person, name) for person, (_far, name) in ordered]


def members(
    organisation_id: int, person_ids: Collection[int], team_ids: Collection[int] | None, *, today: dt.date
) -> list[Member]:
    """Of these people those who take part and are in one of the teams (None: in any), by name. One query.

    Whoever takes a break, said no or left is not among them.
    """
    found = _there(organisation_id, team_ids).filter(id__in=person_ids, joined_at__isnull=False, declined_at=None)
    found = found.exclude(paused_until__gt=today).select_related("team")
    return [
        Member(p.id, p.name, p.initials, p.title, p.team.name if p.team else "", p.external_id or "")
        for p in found.order_by("family_name", "given_name", "id")
    ]


def languages_of(organisation_id: int, team_ids: Collection[int] | None) -> dict[str, int]:
    """How many people of these teams (None: of all) have which language. One query."""
    rows = _there(organisation_id, team_ids).order_by().values_list("language").annotate(number=Count("id"))
    return dict(rows)


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody who has not left, as an announcement to everybody needs them. ``mail``: an address that may be written
    to today."""

    person_id: int
    mail: bool


def everybody(organisation_id: int, *, today: dt.date) -> list[ToTell]:
    """Everybody who has not left, invited or not. No mail to whoever said no, takes a break, or whose mails come back."""
    silent = Q(declined_at__isnull=False) | Q(paused_until__gt=today) | Q(bounced_at__isnull=False) | Q(email="")
    people = _there(organisation_id, None).order_by("id")
    kept = set(people.filter(silent).values_list("id", flat=True))
    return [ToTell(person, person not in kept) for person in people.values_list("id", flat=True)]


def may_be_told(organisation_id: int, person_id: int, *, today: dt.date) -> bool:
    """Whether an announcement may go to this person's address today."""
    found = _there(organisation_id, None).filter(id=person_id, declined_at=None, bounced_at=None).exclude(email="")
    return found.exclude(paused_until__gt=today).exists()


def _there(organisation_id: int, team_ids: Collection[int] | None) -> QuerySet[Person]:
    found = Person.objects.filter(organisation_id=organisation_id, deactivated_at=None)
    return found if team_ids is None else found.filter(team_id__in=team_ids)
