"""Taking the list of people along: limited, and written down."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people import buckets
from stemme.people.actions.doors import TooManyTriesError
from stemme.people.actions.limits import take
from stemme.people.list_queries import export_rows
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer


def export_people(*, actor: Viewer, now: dt.datetime) -> list[tuple[str, ...]]:
    """The rows of the actor's people, as list_queries.export_rows gives them. Raises TooManyTriesError."""
    if not take(buckets.EXPORT, str(actor.person_id), now=now):
        raise TooManyTriesError
    with transaction.atomic():
        rows = export_rows(actor.organisation_id, teams=actor.teams_for(MANAGE_PEOPLE))
        record(
            facts.PEOPLE_EXPORTED,
            organisation_id=actor.organisation_id,
            actor_id=actor.person_id,
            at=now,
            people=len(rows),
        )
    return rows
