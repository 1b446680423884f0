"""The files that this viewer may work with, or 404."""

from __future__ import annotations

from django.http import Http404

from stemme.media import queries, uses
from stemme.media.queries import AssetRow
from stemme.media.uses import Place
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer


def asset_of(viewer: Viewer, asset_id: int) -> AssetRow:
    """A file of the viewer's organisation, or Http404. All who write stories share them."""
    found = queries.asset(viewer.organisation_id, asset_id) if viewer.may(WRITE_STORIES) else None
    if found is None:
        raise Http404
    return found


def story_of(viewer: Viewer, asked: str) -> Place | None:
    """The story that a file is chosen for; None when none is asked for. Http404 for one that is not theirs."""
    if not asked:
        return None
    place = (
        uses.stories().place(viewer, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    )
    if place is None:
        raise Http404
    return place
