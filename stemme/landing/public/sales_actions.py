"""Coming to the sales page."""

from __future__ import annotations

import datetime as dt

from stemme.landing.leads.queries import LeadRow
from stemme.landing.models import Lead
from stemme.landing.step_actions import note_step


def saw_sales_page(*, organisation_id: int, lead: LeadRow, now: dt.datetime) -> None:
    """Note it, once in a lead's life."""
    ours = Lead.objects.filter(organisation_id=organisation_id, id=lead.id, sales_at=None)
    if ours.update(sales_at=now):
        note_step(
            organisation_id=organisation_id, page_id=lead.page_id, step="sales", click_ids=lead.click_ids, now=now
        )
