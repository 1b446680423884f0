"""What colleagues do with leads. Who may is decided in access.py."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q

from stemme.journal import facts
from stemme.journal.actions import record, record_taken
from stemme.landing.leads.list_queries import Listed, Wish, all_listed
from stemme.landing.models import Lead
from stemme.people.viewer import Viewer


@transaction.atomic
def delete_lead(*, actor: Viewer, lead_id: int, now: dt.datetime) -> bool:
    """A lead goes with its letters and deliveries; what it counted for stays counted. False when there is none."""
    lead = Lead.objects.filter(organisation_id=actor.organisation_id, id=lead_id).first()
    if lead is None:
        return False
    page_id = lead.page_id
    lead.delete()
    record(
        facts.LEAD_DELETED, organisation_id=actor.organisation_id, actor_id=actor.person_id, subject_id=page_id, at=now
    )
    return True


def take_along(*, actor: Viewer, readable: Q, wish: Wish, now: dt.datetime) -> list[Listed]:
    """The rows of a file, and that it was taken."""
    record_taken(
        facts.FIGURES_EXPORTED, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, table="leads"
    )
    return all_listed(readable, wish)
