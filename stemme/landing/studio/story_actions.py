"""A story that leads to a landing page."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.kit.hosted import landing_url
from stemme.landing.models import Page
from stemme.landing.studio.queries import content_of
from stemme.library import actions as library
from stemme.library import studio_queries
from stemme.library.actions.drawing import use_asset, use_scene
from stemme.library.content import Content, Words
from stemme.people.viewer import Viewer


@transaction.atomic
def make_story(*, actor: Viewer, page_id: int, stream_id: int, now: dt.datetime) -> int:
    """A draft in the stream that leads to the page, with its title, description and first picture; the draft's id.

    The story there is already, if the actor may write in its stream. Raises StoryError ``foreign`` for a stream in
    which they may not write.
    """
    page = Page.objects.select_for_update().get(organisation_id=actor.organisation_id, id=page_id)
    if page.story_id and studio_queries.draft_for(actor, page.story_id, now=now):
        return page.story_id
    held = {text.language: content_of(page, text) for text in page.texts.order_by("language")}
    story_id = library.create_story(
        actor=actor,
        content=Content(
            stream_id=stream_id,
            language=page.language if page.language in held else min(held),
            target_url=landing_url(page.slug),
            source_name=actor.organisation_name,
            texts={language: Words(title=one.title, summary=one.description) for language, one in held.items()},
        ),
        now=now,
    )
    pictures = (block.words["asset"] for one in held.values() for block in one.blocks if block.kind == "picture")
    first = next((asset for asset in pictures if asset), "")
    if first.isdecimal():
        use_asset(actor=actor, story_id=story_id, asset_id=int(first), now=now)
    elif first:
        use_scene(actor=actor, story_id=story_id, scene=first, now=now)
    page.story_id = story_id
    page.save(update_fields=["story"])
    return story_id
