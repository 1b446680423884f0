"""Taking the list of people along: limited, and written down with whom it contained."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record_taken
from stemme.people import buckets
from stemme.people.actions.doors import TooManyTriesError
from stemme.people.actions.limits import take
from stemme.people.list_queries import export_rows, present_ids
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer


def export_people(*, actor: Viewer, now: dt.datetime, person_ids: Sequence[int] | None = None) -> list[tuple[str, ...]]:
    """The rows of the actor's people, or of these of them, as list_queries.export_rows gives them.

    Raises TooManyTriesError.
    """
    if not take(buckets.EXPORT, str(actor.person_id), now=now):
        raise TooManyTriesError
    with transaction.atomic():
        ids = present_ids(actor.organisation_id, teams=actor.teams_for(MANAGE_PEOPLE))
        if person_ids is not None:
            wanted = frozenset(person_ids)
            ids = [person_id for person_id in ids if person_id in wanted]
        rows = export_rows(actor.organisation_id, ids)
        record_taken(
            facts.PEOPLE_EXPORTED,
            organisation_id=actor.organisation_id,
            actor_id=actor.person_id,
            at=now,
            person_ids=ids,
            people=len(rows),
        )
    return rows
