"""The links and requests that this viewer answers for, or 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.joining import queries
from stemme.joining.queries import LinkRow, WaitingRow
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer


def link_of(viewer: Viewer, link_id: int, *, now: dt.datetime) -> LinkRow:
    """One of the links of the viewer's teams, or Http404."""
    teams = viewer.teams_for(MANAGE_PEOPLE)
    found = queries.link(viewer.organisation_id, link_id, teams=teams, now=now) if viewer.may(MANAGE_PEOPLE) else None
    if found is None:
        raise Http404
    return found


def request_of(viewer: Viewer, request_id: int, *, now: dt.datetime) -> WaitingRow:
    """Somebody who waits for the viewer's answer, or Http404."""
    rows = queries.waiting(viewer.organisation_id, teams=viewer.teams_for(MANAGE_PEOPLE), now=now)
    found = [row for row in rows if row.id == request_id] if viewer.may(MANAGE_PEOPLE) else []
    if not found:
        raise Http404
    return found[0]
