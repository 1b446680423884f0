"""Choosing from what the feeds brought: used, put away, brought back. What colleagues send: actions/proposals.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from django.db import transaction
from django.db.models import Q, QuerySet

from stemme.kit.outbound import OutboundError
from stemme.library.actions.making import StoryError, content_of, create_story
from stemme.library.actions.parts import in_own_streams
from stemme.library.addresses_of_pages import host_of, tidy
from stemme.library.content import Content, Words
from stemme.library.fetching import NotReadError, fetch_page
from stemme.library.models import SourceItem, Story
from stemme.library.pictures import fetch_picture
from stemme.library.source_queries import BACK_FOR
from stemme.people.viewer import Viewer

#: What a job advert is meant to bring.
APPLICATIONS = "applications"


def use_item(*, actor: Viewer, item_id: int, now: dt.datetime) -> int:
    """Make a draft of a feed's entry; the story's id. Pressed twice, it is the same draft.

    The page is asked for title, picture and reading time; when it cannot be read, the feed's own words are used.
    Raises StoryError: ``missing`` for no such entry, ``no_address`` for one that leads nowhere.
    """
    item = _own(actor).filter(id=item_id).select_related("source").first()
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
    dismiss_items(actor=actor, item_ids=[item_id], now=now)


def dismiss_items(*, actor: Viewer, item_ids: Collection[int], now: dt.datetime) -> int:
    """Put several entries of feeds away; how many that were. What is not the actor's or not waiting stays as it is."""
    there = _own(actor).filter(id__in=item_ids, used_at=None, dismissed_at=None)
    return there.update(dismissed_at=now)


def bring_back(*, actor: Viewer, item_ids: Collection[int], now: dt.datetime) -> int:
    """Put entries back into the inbox that were put away in the last seven days or were left out; how many."""
    lately = Q(dismissed_at__gt=now - BACK_FOR) | ~Q(left_out="")
    there = _own(actor).filter(lately, id__in=item_ids, used_at=None, dismissed_at__isnull=False)
    return there.update(dismissed_at=None, left_out="", reaches_at=now)


def _own(actor: Viewer) -> QuerySet[SourceItem]:
    """Entries of feeds in the streams the actor may write in."""
    own = SourceItem.objects.filter(in_own_streams(actor, "stream_id"), organisation_id=actor.organisation_id)
    return own.filter(origin="feed")


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
        return _as_advert(own, item), item.image_url
    read = content_of(page, item.stream_id, language)
    words = read.texts[read.language]
    merged = replace(
        read,
        language=item.language or read.language,
        kind=item.kind if item.kind != "article" else read.kind,
        texts={item.language or read.language: Words(title=item.title, summary=item.summary or words.summary)},
    )
    return _as_advert(merged, item), page.image or item.image_url


def _as_advert(content: Content, item: SourceItem) -> Content:
    """With the place and last day that the feed gives; a job's goal is that somebody applies."""
    return replace(
        content,
        goal=APPLICATIONS if content.kind == "job" else content.goal,
        place=item.place or content.place,
        ends_at=(item.expires_at or content.ends_at) if content.kind == "job" else content.ends_at,
    )
