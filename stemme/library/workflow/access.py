"""The stories at which this viewer may look, or 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.library import studio_queries
from stemme.library.studio_queries import StoryDraft, works_in
from stemme.library.workflow import campaign_queries, desk_queries
from stemme.library.workflow.campaign_queries import CampaignRow
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer


def story_to_look_at(viewer: Viewer, story_id: int, *, now: dt.datetime) -> StoryDraft:
    """A story that the viewer may edit, or at which they were asked to look, or Http404."""
    draft = studio_queries.draft(viewer.organisation_id, story_id, now=now)
    if draft is None or not (may_edit(viewer, draft) or desk_queries.was_asked(viewer, story_id)):
        raise Http404
    return draft


def may_edit(viewer: Viewer, draft: StoryDraft) -> bool:
    """Whether the viewer writes in the story's stream."""
    return viewer.may(WRITE_STORIES) and works_in(viewer, draft.content.stream_id)


def campaign_to_change(viewer: Viewer, campaign_id: int) -> CampaignRow:
    """A campaign of the viewer's organisation, or Http404."""
    campaign = campaign_queries.campaign(viewer.organisation_id, campaign_id)
    if campaign is None:
        raise Http404
    return campaign
