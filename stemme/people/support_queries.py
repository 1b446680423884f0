"""Who supports whom: the managers of a team, and the people of one's teams as those who support them may know them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from stemme.people.models import Person, RoleGrant
from stemme.people.queries import organisation, team_lines
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
    team_id: int | None
    team: str
    external_id: str


class Reach:
    """Who directly supports whom in an organisation: of those who hold the right, the nearest ones above a person.

    Two queries, however many people are asked for.
    """

    def __init__(self, organisation_id: int) -> None:
        self._lines = team_lines(organisation_id)
        #: By team, 0 for the whole organisation.
        self._holders: dict[int, dict[int, str]] = {}
        grants = RoleGrant.objects.filter(
            organisation_id=organisation_id,
            person__deactivated_at=None,
            role__in=[role.key for role in ROLES if SUPPORT_TEAM in role.rights],
        ).select_related("person")
        for grant in grants.order_by("person__family_name", "person__given_name", "id"):
            self._holders.setdefault(grant.team_id or 0, {})[grant.person_id] = grant.person.name

    def managers(self, person_id: int, team_id: int | None) -> list[Manager]:
        """The direct managers of a person of this team: nobody is their own. None if nobody is named."""
        for team in (*self._lines.get(team_id or 0, ()), 0):
            found = [Manager(who, name) for who, name in self._holders.get(team, {}).items() if who != person_id]
            if found:
                return found
        return []


def members(
    organisation_id: int, person_ids: Collection[int], team_ids: Collection[int] | None, *, today: dt.date
) -> list[Member]:
    """Of these people those who take part and are in one of the teams (None: in any), by name. One query.

    Whoever takes a break, said no or left is not among them.
    """
    found = _there(organisation_id, team_ids).filter(id__in=person_ids, joined_at__isnull=False, declined_at=None)
    found = found.exclude(paused_until__gt=today).select_related("team")
    return [
        Member(p.id, p.name, p.initials, p.title, p.team_id, p.team.name if p.team else "", p.external_id)
        for p in found.order_by("family_name", "given_name", "id")
    ]


def languages_of(organisation_id: int, team_ids: Collection[int] | None) -> dict[str, int]:
    """How many people of these teams (None: of all) have which language. One query."""
    rows = _there(organisation_id, team_ids).order_by().values_list("language").annotate(number=Count("id"))
    return dict(rows)


def reachable(organisation_id: int, *, today: dt.date) -> dict[int, tuple[str, str]]:
    """Everybody on the staff list, invited or not, to whose address an announcement may go today, with the time zone
    and country they live by: nobody who said no, takes a break, or whose mails come back. Two queries."""
    here = organisation(organisation_id)
    rows = _to_tell(organisation_id, today).values_list("id", "time_zone", "country")
    return {person: (zone or here.time_zone, country or here.country) for person, zone, country in rows}


def may_be_told(organisation_id: int, person_id: int, *, today: dt.date) -> bool:
    """Whether this person is one of them."""
    return _to_tell(organisation_id, today).filter(id=person_id).exists()


def _to_tell(organisation_id: int, today: dt.date) -> QuerySet[Person]:
    found = _there(organisation_id, None).filter(declined_at=None, bounced_at=None)
    return found.exclude(email="").exclude(paused_until__gt=today)


def _there(organisation_id: int, team_ids: Collection[int] | None) -> QuerySet[Person]:
    found = Person.objects.filter(organisation_id=organisation_id, deactivated_at=None)
    return found if team_ids is None else found.filter(team_id__in=team_ids)
