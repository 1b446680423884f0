"""New stories: from an address, or written here."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from stemme.journal.actions import record
from stemme.journal.facts import STORY_CREATED
from stemme.kit.outbound import OutboundError
from stemme.library.actions.parts import check_parts, save_parts
from stemme.library.addresses_of_pages import host_of, tidy, whole
from stemme.library.content import Content, Words
from stemme.library.fetching import NotReadError, fetch_page
from stemme.library.models import Story
from stemme.library.pictures import fetch_picture, keep_picture
from stemme.library.streams.stream_queries import settings_of
from stemme.library.unfurl import Page
from stemme.people import queries as people
from stemme.people.viewer import Viewer


class StoryError(Exception):
    """The story cannot be made. ``reason`` is a key of wording.py."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def create_story(*, actor: Viewer, content: Content, now: dt.datetime, picture: bytes | None = None) -> int:
    """Keep a new draft; its id. ``picture`` is a JPEG of ours. Raises StoryError for foreign streams, topics, teams."""
    name = keep_picture(picture) if picture else ""
    with transaction.atomic():
        if not check_parts(actor, content):
            raise StoryError("foreign")
        story = Story(organisation_id=actor.organisation_id, created_by_id=actor.person_id, created_at=now)
        story.picture = name
        save_parts(story, content, now=now)
        record(
            STORY_CREATED, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=story.id
        )
    return story.id


def create_story_from_url(*, actor: Viewer, stream_id: int, url: str, now: dt.datetime) -> int:
    """Fetch a page and keep a draft of what it says about itself; the story's id.

    The network is waited for outside the transaction. Raises StoryError with the reason why nothing was read.
    """
    address = whole(url)
    if not address:
        raise StoryError("address")
    if is_own_link(address):
        raise StoryError("own")
    try:
        page = fetch_page(address)
    except OutboundError as error:
        raise StoryError(error.kind) from error
    except NotReadError as error:
        raise StoryError(error.reason) from error
    stream = settings_of(actor.organisation_id, stream_id)
    content = content_of(page, stream_id, (stream.language if stream else "") or actor.language)
    content = replace(content, audience=stream.audience if stream else content.audience)
    return create_story(actor=actor, content=content, now=now, picture=fetch_picture(page.image))


def is_own_link(url: str) -> bool:
    """True for an address of tracked links, on whichever domain: a story that led there would lead to itself (T-10)."""
    there = urlsplit(url)
    if there.netloc.lower() == urlsplit(settings.LINK_URL).netloc.lower():
        return True
    return (there.hostname or "").rstrip(".") in people.link_hosts().values()


def content_of(page: Page, stream_id: int, fallback_language: str) -> Content:
    """A page as the first version of a story. In another language than ours, the editor's language is a start."""
    language = page.language or fallback_language
    return Content(
        stream_id=stream_id,
        language=language,
        target_url=page.canonical or tidy(page.url),
        kind=page.kind,
        source_name=page.site_name,
        picture_alt=page.image_alt,
        reading_minutes=min(page.reading_minutes, 600),
        ends_at=page.expires if page.kind in {"job", "event"} else None,
        goal="applications" if page.kind == "job" else "",
        place=page.place,
        texts={language: Words(title=page.title or host_of(page.url), summary=page.description)},
    )
