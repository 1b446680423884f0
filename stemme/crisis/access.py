"""The stops that this viewer may touch, or 404."""

from __future__ import annotations

from django.http import Http404

from stemme.crisis import queries
from stemme.library.stop_queries import PauseRow
from stemme.people.viewer import Viewer


def stop_to_touch(viewer: Viewer, pause_id: int) -> PauseRow:
    """The stop of a story or stream the viewer works in, or of everything for who works everywhere; else Http404."""
    try:
        return queries.stop_to_touch(viewer, pause_id)
    except LookupError as error:
        raise Http404 from error
