"""Giving and taking roles. Nobody gives what they do not hold, nobody gives to themselves, an owner stays (T-28)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from stemme.journal import facts
from stemme.journal.actions import record, record_many
from stemme.people.actions.own_settings import sign_out_everywhere
from stemme.people.models import Organisation, Person, RoleGrant, Team
from stemme.people.role_queries import held_by, teams_below
from stemme.people.roles import GRANT_ROLES, ROLE_OF, Held, clashing, may_grant, teams_with
from stemme.people.stream_names import stream_names

#: Ids per statement: SQLite takes a limited number of variables.
_BATCH = 500


class NotAllowedError(Exception):
    """The actor does not hold what they want to give or take, or wants to give it to themselves."""


class LastOwnerError(Exception):
    """Nobody would own the organisation any more."""


class ClashingRolesError(Exception):
    """The person has roles that this one is there to watch. ``roles``: their keys."""

    def __init__(self, roles: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(roles)))
        self.roles = roles


def grant_role(
    *,
    actor_id: int | None,
    organisation_id: int,
    person_id: int,
    role: str,
    team_id: int | None = None,
    stream_id: int | None = None,
    now: dt.datetime | None = None,
) -> bool:
    """Give a role, in the whole organisation or limited to a team or a stream; True if the person did not hold it.

    ``actor_id`` None is the operator at the console. The person's visits end, so that no session outlives a change of
    rights (T-04). Raises NotAllowedError, ClashingRolesError, ValueError for a role, team or stream that there is not,
    and Person.DoesNotExist for a person of another organisation or one who left.
    """
    now = now or timezone.now()
    with transaction.atomic():
        _hold(organisation_id)
        wanted = _wanted(organisation_id, role, team_id, stream_id)
        person = Person.objects.get(id=person_id, organisation_id=organisation_id, deactivated_at=None)
        if actor_id is not None:
            _check(organisation_id, actor_id, person, wanted)
        held = held_by(organisation_id, [person_id])[person_id]
        if any(own.role == role and own.covers(wanted) for own in held):
            return False
        if others := clashing(role, [own.role for own in held]):
            raise ClashingRolesError(others)
        RoleGrant.objects.create(
            organisation_id=organisation_id,
            person=person,
            role=role,
            team_id=team_id,
            stream_id=stream_id,
            granted_at=now,
            granted_by_id=actor_id,
        )
        sign_out_everywhere(person_id=person_id, now=now)
        _note(facts.ROLE_GRANTED, organisation_id, actor_id, person_id, now, _told(role, team_id, stream_id))
    return True


def take_role(*, actor_id: int | None, organisation_id: int, grant_id: int, now: dt.datetime) -> None:
    """Take a role away, or give up one's own. The person's visits end.

    Raises NotAllowedError, LastOwnerError, and RoleGrant.DoesNotExist for a grant of another organisation.
    """
    with transaction.atomic():
        _hold(organisation_id)
        grants = RoleGrant.objects.select_related("person")
        grant = grants.get(id=grant_id, organisation_id=organisation_id)
        if actor_id not in {None, grant.person_id}:
            teams = teams_below(organisation_id)[grant.team_id] if grant.team_id else None
            _check(organisation_id, actor_id or 0, grant.person, Held(grant.role, grant.stream_id, teams))
        if grant.role == "owner":
            keep_an_owner(organisation_id=organisation_id, without=[grant.person_id])
        grant.delete()
        sign_out_everywhere(person_id=grant.person_id, now=now)
        told = _told(grant.role, grant.team_id, grant.stream_id)
        _note(facts.ROLE_TAKEN, organisation_id, actor_id, grant.person_id, now, told)


def keep_an_owner(*, organisation_id: int, without: Collection[int]) -> None:
    """Make sure that somebody owns the organisation when these people do not any more. Call inside a transaction.

    Whatever ends somebody's role (taking it, leaving, importing, erasing) calls this first. Raises LastOwnerError.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("owners are counted in the transaction that takes one away")
    _hold(organisation_id)
    owners = RoleGrant.objects.filter(organisation_id=organisation_id, role="owner", person__deactivated_at=None)
    ids = set(owners.values_list("person_id", flat=True))
    if ids and ids <= set(without):
        raise LastOwnerError


def take_roles(*, organisation_id: int, person_ids: Sequence[int], now: dt.datetime, actor_id: int | None) -> None:
    """End every role of people who leave. Call inside the transaction in which they do."""
    for start in range(0, len(person_ids), _BATCH):
        ids = person_ids[start : start + _BATCH]
        grants = RoleGrant.objects.filter(organisation_id=organisation_id, person_id__in=ids)
        rows: list[tuple[int | None, int | None, dict[str, Any]]] = [
            (actor_id, g.person_id, _told(g.role, g.team_id, g.stream_id)) for g in grants.order_by("id")
        ]
        if rows:
            grants.delete()
            record_many(facts.ROLE_TAKEN, organisation_id=organisation_id, at=now, rows=rows)


def _hold(organisation_id: int) -> None:
    """One change of roles per organisation at a time: two owners may not take each other's role at once."""
    Organisation.objects.select_for_update().get(id=organisation_id)


def _wanted(organisation_id: int, role: str, team_id: int | None, stream_id: int | None) -> Held:
    """The role with what it reaches. Raises ValueError."""
    known = ROLE_OF.get(role)
    limit = "stream" if stream_id is not None else "team" if team_id is not None else ""
    if known is None or (limit and known.scope != limit) or (team_id is not None and stream_id is not None):
        raise ValueError(f"no such role: {role!r} for {limit or 'everybody'}")
    if stream_id is not None and stream_id not in dict(stream_names(organisation_id)):
        raise ValueError("no such stream")
    if team_id is None:
        return Held(role, stream_id)
    if not Team.objects.filter(id=team_id, organisation_id=organisation_id).exists():
        raise ValueError("no such team")
    return Held(role, None, teams_below(organisation_id)[team_id])


def _check(organisation_id: int, actor_id: int, person: Person, wanted: Held) -> None:
    """Raise NotAllowedError unless the actor may give or take this role of this person, who is not themselves."""
    there = Person.objects.filter(id=actor_id, organisation_id=organisation_id, deactivated_at=None).exists()
    held = held_by(organisation_id, [actor_id])[actor_id] if there else ()
    teams = teams_with(GRANT_ROLES, held)
    if actor_id == person.id or not may_grant(held, wanted) or (teams is not None and person.team_id not in teams):
        raise NotAllowedError


def _note(
    kind: str, organisation_id: int, actor_id: int | None, person_id: int, now: dt.datetime, told: dict[str, Any]
) -> None:
    record(kind, organisation_id=organisation_id, actor_id=actor_id, at=now, subject_id=person_id, **told)


def _told(role: str, team_id: int | None, stream_id: int | None) -> dict[str, Any]:
    """What the journal keeps of a grant: the role and what it was limited to."""
    told: dict[str, Any] = {"role": role}
    if team_id is not None:
        told["team"] = team_id
    if stream_id is not None:
        told["stream"] = stream_id
    return told
