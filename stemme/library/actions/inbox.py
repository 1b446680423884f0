"""Choosing from what the feeds brought."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.kit.outbound import OutboundError
from stemme.library.actions.making import StoryError, content_of, create_story
from stemme.library.actions.parts import in_own_streams
from stemme.library.addresses_of_pages import host_of, tidy
from stemme.library.content import Content, Words
from stemme.library.fetching import NotReadError, fetch_page
from stemme.library.models import SourceItem, Story
from stemme.library.pictures import fetch_picture
from stemme.people.viewer import Viewer


def use_item(*, actor: Viewer, item_id: int, now: dt.datetime) -> int:
    """Make a draft of a feed's entry; the story's id. Pressed twice, it is the same draft.

    The page is asked for title, picture and reading time; when it cannot be read, the feed's own words are used.
    Raises StoryError: ``missing`` for no such entry, ``no_address`` for one that leads nowhere.
    """
    own = SourceItem.objects.filter(
        in_own_streams(actor, "stream_id"), organisation_id=actor.organisation_id, id=item_id
    )
    item = own.select_related("source").first()
    if item is None:
        raise StoryError("missing")
    if item.story_id is not None:
        return item.story_id
    if not item.url:
        raise StoryError("no_address")
    content, image = _content(item, actor)
    picture = fetch_picture(image)
    with transaction.atomic():
        item = SourceItem.objects.select_for_update().get(id=item_id)
        if item.story_id is not None:
            return item.story_id
        story_id = create_story(actor=actor, content=content, now=now, picture=picture)
        item.story = Story.objects.get(id=story_id)
        item.used_at = now
        item.save(update_fields=["story", "used_at"])
    return story_id


def dismiss_item(*, actor: Viewer, item_id: int, now: dt.datetime) -> None:
    """Put an entry away. Unknown and already used ones are left as they are."""
    own = SourceItem.objects.filter(
        in_own_streams(actor, "stream_id"), organisation_id=actor.organisation_id, id=item_id
    )
    own.filter(used_at=None, dismissed_at=None).update(dismissed_at=now)


def _content(item: SourceItem, actor: Viewer) -> tuple[Content, str]:
    """(the draft, address of its picture). The feed's title and summary are preferred: the editor has seen them."""
    language = item.language or actor.language
    own = Content(
        stream_id=item.stream_id,
        language=language,
        target_url=tidy(item.url),
        kind=item.kind,
        source_name=host_of(item.url),
        texts={language: Words(title=item.title, summary=item.summary)},
    )
    try:
        page = fetch_page(item.url)
    except (OutboundError, NotReadError):
        return own, item.image_url
    read = content_of(page, item.stream_id, language)
    words = read.texts[read.language]
    merged = Content(
        stream_id=item.stream_id,
        language=item.language or read.language,
        target_url=read.target_url,
        kind=item.kind if item.kind != "article" else read.kind,
        source_name=read.source_name,
        picture_alt=read.picture_alt,
        reading_minutes=read.reading_minutes,
        ends_at=read.ends_at,
        texts={item.language or read.language: Words(title=item.title, summary=item.summary or words.summary)},
    )
    return merged, page.image or item.image_url
