"""Reading who may do what."""

from __future__ import annotations

from collections.abc import Collection

from stemme.people.models import RoleGrant, Team
from stemme.people.roles import Held, may_grant
from stemme.people.viewer import Viewer


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
