"""Who lets whom see their scorecard: by an open lock and a yes of their own to that very agreement, else nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from stemme.agreements.locks import LOCKS, SCORECARDS
from stemme.agreements.queries import is_open
from stemme.journal import facts
from stemme.journal.queries import looks_since
from stemme.people.roles import SUPPORT_TEAM
from stemme.people.support_queries import Manager, Member, Reach, members
from stemme.people.viewer import Viewer
from stemme.scorecards.card import Sharing
from stemme.scorecards.models import Consent


def own_sharing(viewer: Viewer, *, today: dt.date) -> list[Sharing]:
    """What the viewer said about each lock that is open; none while all are closed. At most six queries."""
    found = []
    for lock in LOCKS:
        agreement = is_open(viewer.organisation_id, lock, on=today)
        if agreement is not None:
            found.append(_sharing(viewer, lock, agreement))
    return found


def _sharing(viewer: Viewer, lock: str, agreement_id: int) -> Sharing:
    mine = Consent.objects.filter(
        organisation_id=viewer.organisation_id, person_id=viewer.person_id, agreement_id=agreement_id, lock=lock
    )
    since: dt.datetime | None = mine.values_list("given_at", flat=True).first()
    if since is None:
        return Sharing(lock, agreement_id, None, 0, None)
    kind = facts.SCORECARD_SEEN if lock == SCORECARDS else facts.SCORECARDS_EXPORTED
    looks = looks_since(viewer.organisation_id, viewer.person_id, kind, since=since)
    return Sharing(lock, agreement_id, since, len(looks), looks[0] if looks else None)


def who_agreed(viewer: Viewer, lock: str, *, today: dt.date) -> list[Member] | None:
    """Those whose direct manager the viewer is and whose scorecard they may see by this lock, by name; None while it is
    closed. Five queries at most.

    Nobody else is told of or counted. Whoever takes a break, said no or left is not among them, nor is the viewer.
    """
    agreement = is_open(viewer.organisation_id, lock, on=today)
    if agreement is None:
        return None
    teams = viewer.teams_for(SUPPORT_TEAM)
    if teams is not None and not teams:
        return []
    agreed = Consent.objects.filter(organisation_id=viewer.organisation_id, agreement_id=agreement, lock=lock)
    ids = set(agreed.values_list("person_id", flat=True)) - {viewer.person_id}
    found = members(viewer.organisation_id, ids, teams, today=today)
    reach = Reach(viewer.organisation_id)
    return [one for one in found if _is_direct(viewer, reach.managers(one.person_id, one.team_id))]


def _is_direct(viewer: Viewer, managers: Sequence[Manager]) -> bool:
    return any(manager.person_id == viewer.person_id for manager in managers)
