"""The stream that this viewer may see or decide about, or 404."""

from __future__ import annotations

from django.http import Http404

from stemme.library.streams.stream_queries import StreamSettings, may_change, settings_of
from stemme.library.studio_queries import works_in
from stemme.people.viewer import Viewer


def stream_to_see(viewer: Viewer, stream_id: int) -> StreamSettings:
    """The stream, if the viewer may write in it, or Http404."""
    found = settings_of(viewer.organisation_id, stream_id) if works_in(viewer, stream_id) else None
    if found is None:
        raise Http404
    return found


def stream_to_change(viewer: Viewer, stream_id: int) -> StreamSettings:
    """The stream, if the viewer decides about it, or Http404."""
    found = stream_to_see(viewer, stream_id)
    if not may_change(viewer, found.id, found.owner_id):
        raise Http404
    return found
