"""The function that this viewer may change, or 404."""

from __future__ import annotations

from django.http import Http404

from stemme.people.viewer import Viewer
from stemme.policy.expectations.function_queries import FunctionDetail, function_of


def function_to_change(viewer: Viewer, function_id: int) -> FunctionDetail:
    """The function of the viewer's organisation that is not put away, or Http404."""
    found = function_of(viewer.organisation_id, function_id)
    if found is None:
        raise Http404
    return found
