"""What looking at the audit leaves in the audit, and the work of every night."""

from __future__ import annotations

import datetime as dt

from stemme.audit.queries import people_in
from stemme.journal import chain, chain_actions, facts
from stemme.journal.actions import record_look, record_taken
from stemme.journal.queries import Asked, FactRow, audit_rows
from stemme.people import queries as people
from stemme.people.viewer import Viewer

#: Entries in one file at the most: the newest.
IN_A_FILE = 100_000


def note_look(*, actor: Viewer, person_id: int | None, now: dt.datetime) -> None:
    """The viewer opened the audit page, perhaps narrowed down to what one person did."""
    record_look(
        facts.AUDIT_READ,
        organisation_id=actor.organisation_id,
        actor_id=actor.person_id,
        at=now,
        subject_id=person_id,
    )


def take_along(*, actor: Viewer, asked: Asked, now: dt.datetime) -> list[FactRow]:
    """The facts for a file, which is a fact itself."""
    rows = audit_rows(actor.organisation_id, asked, limit=IN_A_FILE)
    record_taken(
        facts.AUDIT_EXPORTED,
        organisation_id=actor.organisation_id,
        actor_id=actor.person_id,
        at=now,
        person_ids=people_in(rows),
        entries=len(rows),
    )
    return rows


def check_chain(*, actor: Viewer) -> chain.Walk:
    """Check the whole chain of the viewer's organisation now."""
    return chain_actions.check_now(actor.organisation_id)


def check_every_chain(*, now: dt.datetime) -> int:
    """Cut off what is older than twelve months, then check all chains and log their heads; how many are broken."""
    organisations = [row.id for row in people.organisations()]
    for organisation_id in organisations:
        chain_actions.cut(organisation_id, now=now)
    return chain_actions.check_all(organisations, now=now)
