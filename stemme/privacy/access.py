"""The people that this viewer may have erased, or 404."""

from __future__ import annotations

from django.http import Http404

from stemme.people import leaver_queries
from stemme.people.leaver_queries import Leaver
from stemme.people.viewer import Viewer


def leaver_to_erase(viewer: Viewer, person_id: int) -> Leaver:
    """Somebody who left, among the viewer's people. Whoever still works here erases themselves."""
    found = leaver_queries.leaver(viewer, person_id)
    if found is None:
        raise Http404
    return found
