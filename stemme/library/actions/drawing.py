"""What a story is seen by: an uploaded picture, video or document, or a drawn scene."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from stemme.library import studio_queries
from stemme.library.actions.publishing import change_story
from stemme.library.scenes import SCENES
from stemme.media import queries as media
from stemme.media.reading import PICTURE
from stemme.people.viewer import Viewer


def use_asset(*, actor: Viewer, story_id: int, asset_id: int, now: dt.datetime) -> bool:
    """Take an uploaded file for a story: a picture as its picture; a video or a document as what it tells of, with its
    still or first page as the picture. Description and point come along.

    False when there is no such story, or no such file that is ready. Raises StoryError ``missing`` outside of the
    actor's streams.
    """
    asset = media.asset(actor.organisation_id, asset_id)
    draft = studio_queries.draft(actor.organisation_id, story_id, now=now)
    if asset is None or not asset.ready or draft is None:
        return False
    content = replace(draft.content, picture_alt=asset.alt, picture_focus=(asset.focus_x, asset.focus_y))
    if asset.kind != PICTURE:
        content = replace(content, asset_id=asset.id, kind=asset.kind)
    change_story(actor=actor, story_id=story_id, content=content, now=now, drawn=(asset.picture_name, ""))
    return True


def use_scene(*, actor: Viewer, story_id: int, scene: str, now: dt.datetime) -> bool:
    """Take a drawn scene instead of a picture; "" for the one of its topic. False for no such story or scene.

    Raises StoryError ``missing`` outside of the actor's streams.
    """
    draft = studio_queries.draft(actor.organisation_id, story_id, now=now)
    if draft is None or scene not in {"", *SCENES}:
        return False
    content = replace(draft.content, picture_alt="", picture_focus=(50, 50))
    change_story(actor=actor, story_id=story_id, content=content, now=now, drawn=("", scene))
    return True
