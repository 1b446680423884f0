"""Pairs that this viewer may change: their own that go on, and no others."""

from __future__ import annotations

from django.http import Http404

from stemme.buddies import queries
from stemme.people.viewer import Viewer


def pair_of(viewer: Viewer, pair_id: int) -> queries.OpenPair:
    """The viewer's pair. Raises Http404 for anybody else's, and for one that is over."""
    found = queries.open_pair(viewer, pair_id)
    if found is None:
        raise Http404
    return found
