"""Whose share it is."""

from __future__ import annotations

from django.http import Http404

from stemme.people.viewer import Viewer
from stemme.sharing import queries as sharing
from stemme.sharing.queries import ShareRow


def own_share(viewer: Viewer, story_id: int, channel: str) -> ShareRow:
    """The viewer's own share of the story on this channel, or 404."""
    share = sharing.share_of(viewer.organisation_id, viewer.person_id, story_id=story_id, channel=channel)
    if share is None:
        raise Http404
    return share
