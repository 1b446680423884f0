"""What of readiness this viewer may change, or 404."""

from __future__ import annotations

from django.http import Http404

from stemme.people.roles import LEAD_PROGRAMME
from stemme.people.viewer import Viewer
from stemme.readiness import round_queries
from stemme.readiness.asked_queries import AskedRow, asked_one
from stemme.readiness.round_queries import OpenRound, TaskLine


def open_round_of(viewer: Viewer) -> OpenRound:
    """The round that is open, or Http404."""
    found = round_queries.open_round(viewer.organisation_id) if viewer.may(LEAD_PROGRAMME) else None
    if found is None:
        raise Http404
    return found


def rater_of(viewer: Viewer, rater_id: int) -> AskedRow:
    """Somebody who is asked in the open round, or Http404."""
    found = asked_one(viewer.organisation_id, rater_id) if viewer.may(LEAD_PROGRAMME) else None
    if found is None:
        raise Http404
    return found


def task_of(viewer: Viewer, task_id: int) -> TaskLine:
    """A task of the viewer's organisation, or Http404."""
    found = round_queries.task(viewer.organisation_id, task_id) if viewer.may(LEAD_PROGRAMME) else None
    if found is None:
        raise Http404
    return found
