"""Whose goal a viewer may open: those of their own organisation."""

from __future__ import annotations

from django.http import Http404

from stemme.outcomes.queries import GoalRow, goal
from stemme.people.viewer import Viewer


def goal_of(viewer: Viewer, goal_id: int) -> GoalRow:
    """The goal. Raises Http404."""
    found = goal(viewer.organisation_id, goal_id)
    if found is None:
        raise Http404
    return found
