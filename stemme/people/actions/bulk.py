"""What is done to many people at once: invited, reminded, moved, taken off the list, and put back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from stemme.journal import facts
from stemme.journal.actions import record_many
from stemme.journal.subject_queries import data_of_moment
from stemme.people.actions.granting import NotAllowedError
from stemme.people.actions.leaving import FactData, deactivate
from stemme.people.actions.membership import invite
from stemme.people.models import Person, Team
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer

#: Ids per statement: SQLite takes a limited number of variables.
_BATCH = 500


def invite_people(*, actor: Viewer, person_ids: Sequence[int], now: dt.datetime) -> int:
    """Invite all of these, or none; how many were invited. See membership.invite."""
    with transaction.atomic():
        return sum(invite(actor=actor, person_ids=batch, now=now) for batch in _batches(person_ids))


def remind_people(*, actor: Viewer, person_ids: Sequence[int], now: dt.datetime) -> int:
    """Ask for the one reminder of the invitation (P-01); how many facts. The mail follows from the fact.

    Who said no is among them, as everywhere in the list: the mail passes them by, and nobody sees that it does.
    """
    with transaction.atomic():
        found = _mine(actor, person_ids, Q(invited_at__isnull=False, joined_at=None))
        rows: list[FactData] = [(actor.person_id, person_id, {}) for person_id in found]
        record_many(facts.PERSON_REMINDED, organisation_id=actor.organisation_id, at=now, rows=rows)
    return len(found)


def move_people(*, actor: Viewer, person_ids: Sequence[int], team_id: int, now: dt.datetime) -> int:
    """Put people into another team; how many. Needs the right where they are and where they go (T-28).

    Raises NotAllowedError for a team that the actor does not look after.
    """
    teams = actor.teams_for(MANAGE_PEOPLE)
    known = Team.objects.filter(id=team_id, organisation_id=actor.organisation_id).exists()
    if not known or (teams is not None and team_id not in teams):
        raise NotAllowedError
    with transaction.atomic():
        before = {person_id: team for person_id, team in _teams_of(actor, person_ids) if team != team_id}
        _write_team(actor, list(before), team_id)
        rows: list[FactData] = [
            (actor.person_id, person_id, {"before": team, "after": team_id}) for person_id, team in before.items()
        ]
        record_many(facts.PERSON_MOVED, organisation_id=actor.organisation_id, at=now, rows=rows)
    return len(before)


def deactivate_people(*, actor: Viewer, person_ids: Sequence[int], now: dt.datetime) -> int:
    """Mark people as having left; their links, visits and roles end at once. How many. Raises LastOwnerError.

    ``person_ids`` must be people whose roles the actor could take (bulk_queries.reached).
    """
    with transaction.atomic():
        found = _mine(actor, person_ids, ~Q(id=actor.person_id))
        deactivate(organisation_id=actor.organisation_id, person_ids=found, now=now, actor_id=actor.person_id)
        rows: list[FactData] = [(actor.person_id, person_id, {}) for person_id in found]
        record_many(facts.PERSON_DEACTIVATED, organisation_id=actor.organisation_id, at=now, rows=rows)
    return len(found)


def undo_move(*, actor: Viewer, at: dt.datetime, now: dt.datetime) -> int:
    """Put back whom the actor moved at that moment and who is still there; how many."""
    teams = actor.teams_for(MANAGE_PEOPLE)
    moved = data_of_moment(actor.organisation_id, facts.PERSON_MOVED, actor_id=actor.person_id, at=at)
    there = set(Team.objects.filter(organisation_id=actor.organisation_id).values_list("id", flat=True))
    back: dict[int | None, list[int]] = {}
    with transaction.atomic():
        for person_id, team_id in _teams_of(actor, list(moved)):
            before = moved[person_id]["before"]
            known = before is None or before in there
            if team_id == moved[person_id]["after"] and known and (teams is None or before in teams):
                back.setdefault(int(str(before)) if before is not None else None, []).append(person_id)
        rows: list[FactData] = []
        for team, ids in back.items():
            _write_team(actor, ids, team)
            rows += [
                (actor.person_id, person_id, {"before": moved[person_id]["after"], "after": team}) for person_id in ids
            ]
        record_many(facts.PERSON_MOVED, organisation_id=actor.organisation_id, at=now, rows=rows)
    return len(rows)


def undo_deactivation(*, actor: Viewer, at: dt.datetime, now: dt.datetime) -> int:
    """Put back on the list whom the actor took off at that moment; how many. Roles and old links do not come back.

    Whose address somebody else has got meanwhile stays off the list.
    """
    left = data_of_moment(actor.organisation_id, facts.PERSON_DEACTIVATED, actor_id=actor.person_id, at=at)
    ours = Person.objects.filter(organisation_id=actor.organisation_id)
    with transaction.atomic():
        back: list[int] = []
        for batch in _batches(sorted(left)):
            gone = ours.filter(_within(actor), id__in=batch, deactivated_at=at)
            wanted = dict(gone.select_for_update().values_list("id", "email"))
            present = ours.filter(deactivated_at=None, email__in=list(wanted.values()))
            taken = set(present.values_list("email", flat=True))
            ids = [person_id for person_id, email in wanted.items() if email not in taken]
            ours.filter(id__in=ids).update(deactivated_at=None)
            back += ids
        rows: list[FactData] = [(actor.person_id, person_id, {}) for person_id in back]
        record_many(facts.PERSON_BROUGHT_BACK, organisation_id=actor.organisation_id, at=now, rows=rows)
    return len(back)


def _within(actor: Viewer) -> Q:
    teams = actor.teams_for(MANAGE_PEOPLE)
    if not actor.may(MANAGE_PEOPLE):
        return Q(pk__in=[])
    return Q() if teams is None else Q(team_id__in=teams)


def _lock(actor: Viewer, person_ids: Sequence[int]) -> QuerySet[Person]:
    """The actor's people among these few, held until the end of the transaction."""
    return Person.objects.select_for_update().filter(
        _within(actor), organisation_id=actor.organisation_id, id__in=list(person_ids), deactivated_at=None
    )


def _mine(actor: Viewer, person_ids: Sequence[int], condition: Q) -> list[int]:
    found: list[int] = []
    for batch in _batches(person_ids):
        found += _lock(actor, batch).filter(condition).values_list("id", flat=True)
    return found


def _teams_of(actor: Viewer, person_ids: Sequence[int]) -> Iterator[tuple[int, int | None]]:
    for batch in _batches(person_ids):
        yield from _lock(actor, batch).values_list("id", "team_id")


def _write_team(actor: Viewer, person_ids: Sequence[int], team_id: int | None) -> None:
    for batch in _batches(person_ids):
        Person.objects.filter(organisation_id=actor.organisation_id, id__in=batch).update(team_id=team_id)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH]
