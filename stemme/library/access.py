"""The objects that this viewer may work with, or 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.library import studio_queries
from stemme.library.models import Source, SourceItem
from stemme.library.studio_queries import works_in
from stemme.people.viewer import Viewer


def story_to_edit(viewer: Viewer, story_id: int, *, now: dt.datetime) -> studio_queries.StoryDraft:
    """The story that the viewer may edit, or Http404."""
    draft = studio_queries.draft_for(viewer, story_id, now=now)
    if draft is None:
        raise Http404
    return draft


def source_to_manage(viewer: Viewer, source_id: int) -> int:
    """The id of a feed that the viewer may read now or remove, or Http404."""
    feeds = Source.objects.filter(organisation_id=viewer.organisation_id, id=source_id, removed_at=None)
    stream = feeds.values_list("stream_id", flat=True).first()
    if stream is None or not works_in(viewer, stream):
        raise Http404
    return source_id


def item_to_choose(viewer: Viewer, item_id: int) -> int:
    """The id of a feed's entry that the viewer may use or put away, or Http404."""
    items = SourceItem.objects.filter(organisation_id=viewer.organisation_id, id=item_id, origin="feed")
    stream = items.values_list("stream_id", flat=True).first()
    if stream is None or not works_in(viewer, stream):
        raise Http404
    return item_id


def proposal_to_answer(viewer: Viewer, item_id: int) -> int:
    """The id of a proposal or a mail that the viewer may answer, or Http404."""
    items = SourceItem.objects.filter(organisation_id=viewer.organisation_id, id=item_id).exclude(origin="feed")
    stream = items.values_list("stream_id", flat=True).first()
    if stream is None or not works_in(viewer, stream):
        raise Http404
    return item_id
