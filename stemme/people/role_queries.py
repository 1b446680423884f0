"""Reading who may do what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from stemme.people.models import RoleGrant, Team
from stemme.people.roles import GRANT_ROLES, ROLES, WRITE_STORIES, Held, may_grant
from stemme.people.stream_names import stream_names
from stemme.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role of somebody, as the page of roles lists it. ``limited_to``: name of the stream or team, or ""."""

    id: int
    person_id: int
    name: str
    initials: str
    team: str
    role: str
    limited_to: str
    since: dt.datetime
    given_by: str
    own: bool
    #: Whether the viewer may take it away or, if it is their own, give it up.
    may_take: bool


def held_by(organisation_id: int, person_ids: Collection[int]) -> dict[int, tuple[Held, ...]]:
    """What each of these people holds. One query, and one more when somebody's role is limited to a team."""
    rows = list(
        RoleGrant.objects.filter(organisation_id=organisation_id, person_id__in=list(person_ids))
        .order_by("id")
        .values_list("person_id", "role", "team_id", "stream_id")
    )
    below = teams_below(organisation_id) if any(team for _person, _role, team, _stream in rows) else {}
    held: dict[int, list[Held]] = {person: [] for person in person_ids}
    for person, role, team, stream in rows:
        held[person].append(Held(role, stream, below.get(team, frozenset({team})) if team is not None else None))
    return {person: tuple(found) for person, found in held.items()}


def grants(viewer: Viewer) -> list[GrantRow]:
    """The roles of the viewer's people by role and name. The same number of queries however many there are."""
    found = (
        RoleGrant.objects.filter(organisation_id=viewer.organisation_id, person__deactivated_at=None)
        .select_related("person__team", "team", "granted_by")
        .order_by("person__family_name", "person__given_name", "id")
    )
    teams = viewer.teams_for(GRANT_ROLES)
    if teams is not None:
        found = found.filter(person__team_id__in=teams)
    place = {role.key: number for number, role in enumerate(ROLES)}
    below, streams = teams_below(viewer.organisation_id), dict(stream_names(viewer.organisation_id))
    rows = [_grant_row(viewer, grant, below, streams) for grant in found]
    return sorted(rows, key=lambda row: place.get(row.role, len(place)))


def _grant_row(viewer: Viewer, grant: RoleGrant, below: dict[int, frozenset[int]], streams: dict[int, str]) -> GrantRow:
    held = Held(grant.role, grant.stream_id, below[grant.team_id] if grant.team_id else None)
    own = grant.person_id == viewer.person_id
    return GrantRow(
        id=grant.id,
        person_id=grant.person_id,
        name=grant.person.name,
        initials=grant.person.initials,
        team=grant.person.team.name if grant.person.team else "",
        role=grant.role,
        limited_to=grant.team.name if grant.team else streams.get(grant.stream_id or 0, ""),
        since=grant.granted_at,
        given_by=grant.granted_by.name if grant.granted_by else "",
        own=own,
        may_take=own or may_grant(viewer.held, held),
    )


@dataclass(frozen=True, slots=True)
class Writer:
    """Somebody who may write in a stream. ``grant_id``: of the role for this stream alone; None if it is wider."""

    person_id: int
    name: str
    initials: str
    role: str
    grant_id: int | None


def writers(organisation_id: int, stream_id: int) -> list[Writer]:
    """Who may write in a stream, by name: first those for it alone, then those for everywhere. One query.

    Somebody with several such roles comes once, with the widest.
    """
    roles = [role.key for role in ROLES if WRITE_STORIES in role.rights]
    found = RoleGrant.objects.filter(
        Q(stream_id=None) | Q(stream_id=stream_id), organisation_id=organisation_id, role__in=roles, team=None,
        person__deactivated_at=None,
    ).select_related("person")  # fmt: skip
    ordered = found.order_by("person__family_name", "person__given_name", "id")
    widest: dict[int, Writer] = {}
    for grant in sorted(ordered, key=lambda grant: (grant.stream_id is not None, roles.index(grant.role))):
        person = grant.person
        mine = Writer(person.id, person.name, person.initials, grant.role, grant.id if grant.stream_id else None)
        widest.setdefault(person.id, mine)
    return sorted(widest.values(), key=lambda writer: (writer.grant_id is None, roles.index(writer.role), writer.name))


def colleagues_with(organisation_id: int, right: str) -> dict[int, str]:
    """Name by id of those who hold the right in the whole organisation, by name. One query."""
    roles = [role.key for role in ROLES if right in role.rights]
    found = RoleGrant.objects.filter(
        organisation_id=organisation_id, role__in=roles, team=None, stream_id=None, person__deactivated_at=None
    ).select_related("person")
    ordered = found.order_by("person__family_name", "person__given_name", "id")
    return {grant.person_id: grant.person.name for grant in ordered}


def grant_ids(organisation_id: int, person_id: int, role: str) -> list[int]:
    """The grants by which the person has the role, everywhere or somewhere."""
    found = RoleGrant.objects.filter(organisation_id=organisation_id, person_id=person_id, role=role)
    return list(found.order_by("id").values_list("id", flat=True))


def beyond(viewer: Viewer) -> frozenset[int]:
    """The colleagues who hold a role that the viewer could not take from them."""
    organisation = viewer.organisation_id
    holders = set(RoleGrant.objects.filter(organisation_id=organisation).values_list("person_id", flat=True))
    held = held_by(organisation, holders - {viewer.person_id})
    return frozenset(
        person for person, grants in held.items() if not all(may_grant(viewer.held, grant) for grant in grants)
    )


def teams_below(organisation_id: int) -> dict[int, frozenset[int]]:
    """Of each team its id and those of all teams below it. One query."""
    parents = dict(Team.objects.filter(organisation_id=organisation_id).values_list("id", "parent_id"))
    below: dict[int, set[int]] = {team: set() for team in parents}
    for team in parents:
        above: int | None = team
        while above is not None:
            below[above].add(team)
            above = parents[above]
    return {team: frozenset(found) for team, found in below.items()}
