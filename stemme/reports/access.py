"""What of the reports this viewer may change, or 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.people.roles import LEAD_PROGRAMME
from stemme.people.viewer import Viewer
from stemme.reports import queries
from stemme.reports.queries import LinkRow, PlanRow


def plan_of(viewer: Viewer, plan_id: int, *, now: dt.datetime) -> PlanRow:
    """A plan of the viewer's organisation that runs, or Http404."""
    may = viewer.may(LEAD_PROGRAMME)
    found = queries.plan(viewer.organisation_id, plan_id, today=viewer.today(now)) if may else None
    if found is None:
        raise Http404
    return found


def link_of(viewer: Viewer, link_id: int, *, now: dt.datetime) -> LinkRow:
    """A link of the viewer's organisation, or Http404."""
    rows = queries.links(viewer.organisation_id, now=now) if viewer.may(LEAD_PROGRAMME) else []
    found = next((row for row in rows if row.id == link_id), None)
    if found is None:
        raise Http404
    return found
