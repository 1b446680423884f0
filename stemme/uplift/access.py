"""Somebody's own lottery, or 404."""

from __future__ import annotations

from django.http import Http404

from stemme.people.viewer import Viewer
from stemme.uplift import queries
from stemme.uplift.queries import Result


def result_to_see(viewer: Viewer, lottery_id: int) -> Result:
    """The organisation's lottery with what it caused. Raises Http404 for another's."""
    for row in queries.results(viewer.organisation_id):
        if row.lottery.id == lottery_id:
            return row
    raise Http404
