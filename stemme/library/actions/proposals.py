"""What colleagues propose, and what editors answer. A mail from somebody who is here is a proposal as well."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import replace

from django.db import transaction
from django.db.models import Q, QuerySet

from stemme.journal.actions import record
from stemme.journal.facts import PROPOSAL_ANSWERED, PROPOSAL_TAKEN_BACK, STORY_PROPOSED
from stemme.kit.lines import one_line
from stemme.kit.outbound import OutboundError
from stemme.library.actions.making import StoryError, content_of, create_story, is_own_link
from stemme.library.actions.parts import in_own_streams
from stemme.library.addresses_of_pages import host_of, tidy, whole
from stemme.library.bodies import stored
from stemme.library.content import Content, Words
from stemme.library.fetching import NotReadError, fetch_page
from stemme.library.guessing import language_of
from stemme.library.models import SourceItem, Story, Stream
from stemme.library.pictures import fetch_picture
from stemme.library.proposed_words import (
    ANSWER_LENGTH,
    SENTENCE_LENGTH,
    TITLE_LENGTH,
    heading_of,
    text_of,
    without_notes,
)
from stemme.library.unfurl import Page
from stemme.people.viewer import Viewer

#: So many proposals of one person may wait for an answer.
MOST_OPEN = 5
#: What came by a person, and waits for an answer.
OPEN = Q(used_at=None, dismissed_at=None)


def propose(
    *, actor: Viewer, stream_id: int | None, url: str, text: str, sentence: str, now: dt.datetime,
    page: Page | None = None, may_name: bool = False,
) -> int:  # fmt: skip
    """Put a link, a text or both into the inbox of a stream; the entry's id.

    ``stream_id`` None: whoever fits, see ``fitting_stream``. ``page``: what the address says of itself, if it was read.
    ``may_name``: the story may say from whom it came. Raises StoryError: ``address``, ``own`` (a tracked link),
    ``nothing`` without link and text, ``no_sentence``, ``foreign`` for a stream that is not there, ``no_stream``,
    ``too_many`` when ``MOST_OPEN`` wait already, ``twice`` for a link that this person has proposed and that waits.
    """
    address, words, why = _checked(url, text, sentence)
    with transaction.atomic():
        mine = SourceItem.objects.filter(
            OPEN, organisation_id=actor.organisation_id, origin="proposal", proposed_by_id=actor.person_id
        )
        # Held, so that two presses at once do not both see the last free place.
        waiting = list(mine.select_for_update().values_list("url", flat=True))
        if address and address in waiting:
            raise StoryError("twice")
        if len(waiting) >= MOST_OPEN:
            raise StoryError("too_many")
        item = SourceItem.objects.create(
            organisation_id=actor.organisation_id,
            origin="proposal",
            stream_id=_stream(actor.organisation_id, stream_id, address),
            guid=secrets.token_hex(16),
            url=address,
            title=_title(page, words, address),
            summary=page.description if page else "",
            image_url=page.image if page else "",
            kind=page.kind if page else "article",
            language=(page.language if page else language_of(words)) or actor.language,
            found_at=now,
            proposed_by_id=actor.person_id,
            may_name=may_name,
            text=words,
            sentence=why,
        )
        _record(STORY_PROPOSED, actor, item.id, now)
    return item.id


def take_back(*, actor: Viewer, item_id: int, now: dt.datetime) -> bool:
    """Delete one's own proposal as long as nobody has answered; False when there is no such one."""
    with transaction.atomic():
        mine = SourceItem.objects.filter(OPEN, organisation_id=actor.organisation_id, proposed_by_id=actor.person_id)
        gone, _ = mine.filter(id=item_id).delete()
        if gone:
            _record(PROPOSAL_TAKEN_BACK, actor, item_id, now)
    return bool(gone)


def accept(*, actor: Viewer, item_id: int, answer: str, now: dt.datetime) -> int:
    """Make a draft of a proposal or a mail and say so to whom it came from; the story's id. Pressed twice, it is the
    same draft. ``answer`` may be empty.

    The page is asked for title, picture and reading time outside the transaction; when it cannot be read, the
    proposal's own words are used. Raises StoryError: ``missing`` for no such entry in the actor's streams, ``answered``
    for one that was declined.
    """
    item = _own(actor).filter(id=item_id).first()
    if item is None:
        raise StoryError("missing")
    if item.story_id is not None:
        return item.story_id
    content, image = _content(item, actor)
    picture = fetch_picture(image)
    with transaction.atomic():
        held = _own(actor).select_for_update().filter(id=item_id).first()
        if held is None:
            raise StoryError("missing")
        if held.story_id is not None:
            return held.story_id
        if held.answered_at is not None or held.dismissed_at is not None:
            raise StoryError("answered")
        story_id = create_story(actor=actor, content=content, now=now, picture=picture)
        held.story = Story.objects.get(id=story_id)
        held.used_at = now
        _answer(held, actor, answer, now, accepted=True)
    return story_id


def decline(*, actor: Viewer, item_id: int, answer: str, now: dt.datetime) -> None:
    """Put a proposal or a mail away, with words for the person it came from. Pressed twice, the first answer stands.

    Raises StoryError: ``missing`` for no such entry in the actor's streams, ``answered`` for one that was accepted,
    ``no_answer`` without words for somebody who waits for them.
    """
    with transaction.atomic():
        item = _own(actor).select_for_update().filter(id=item_id).first()
        if item is None:
            raise StoryError("missing")
        if item.used_at is not None:
            raise StoryError("answered")
        if item.dismissed_at is not None:
            return
        if item.proposed_by_id is not None and not one_line(answer):
            raise StoryError("no_answer")
        item.dismissed_at = now
        _answer(item, actor, answer, now, accepted=False)


def fitting_stream(organisation_id: int, address: str) -> int | None:
    """The stream of a proposal that names none; None when the organisation has no stream.

    The one with the newest story from the same host; else, for a link, the first about others; else the first of all.
    """
    streams = Stream.objects.filter(organisation_id=organisation_id, archived_at=None)
    host = host_of(address) if address else ""
    if host:
        there = Q()
        for scheme in ("http", "https"):
            there |= Q(target_url__startswith=f"{scheme}://{host}/")
            there |= Q(target_url__startswith=f"{scheme}://www.{host}/")
        stories = Story.objects.filter(there, organisation_id=organisation_id, stream__archived_at=None)
        known = stories.order_by("-id").values_list("stream_id", flat=True).first()
        if known is not None:
            return known
    first = streams.order_by("-outside" if host else "outside", "name", "id")
    return first.values_list("id", flat=True).first()


def _checked(url: str, text: str, sentence: str) -> tuple[str, str, str]:
    """(address, text, sentence), clean. Raises StoryError."""
    address = tidy(whole(url)) if url.strip() else ""
    if url.strip() and not address:
        raise StoryError("address")
    if address and is_own_link(address):
        raise StoryError("own")
    words = text_of(text)
    if not address and not words:
        raise StoryError("nothing")
    why = one_line(sentence, limit=SENTENCE_LENGTH)
    if not why:
        raise StoryError("no_sentence")
    return address, words, why


def _stream(organisation_id: int, stream_id: int | None, address: str) -> int:
    if stream_id is None:
        fitting = fitting_stream(organisation_id, address)
        if fitting is None:
            raise StoryError("no_stream")
        return fitting
    there = Stream.objects.filter(organisation_id=organisation_id, id=stream_id, archived_at=None)
    if not there.exists():
        raise StoryError("foreign")
    return stream_id


def _title(page: Page | None, text: str, address: str) -> str:
    """What the entry is called: as the page says, else the beginning of the text, else the host."""
    said = one_line(page.title, limit=TITLE_LENGTH) if page else ""
    return said or heading_of(text) or host_of(address)


def _own(actor: Viewer) -> QuerySet[SourceItem]:
    """Proposals and mails of the streams the actor may write in."""
    own = SourceItem.objects.filter(in_own_streams(actor, "stream_id"), organisation_id=actor.organisation_id)
    return own.exclude(origin="feed")


def _content(item: SourceItem, actor: Viewer) -> tuple[Content, str]:
    """(the draft, address of its picture)."""
    language = item.language or actor.language
    own = Content(
        stream_id=item.stream_id,
        language=language,
        target_url=item.url,
        kind=item.kind,
        source_name=host_of(item.url) if item.url else "",
        texts={language: Words(title=item.title, summary=item.summary, body=stored(without_notes(item.text)))},
    )
    if not item.url:
        return own, item.image_url
    try:
        page = fetch_page(item.url)
    except (OutboundError, NotReadError):
        return own, item.image_url
    read = content_of(page, item.stream_id, language)
    words = read.texts[read.language]
    return replace(
        read, texts={read.language: replace(words, body=stored(without_notes(item.text)))}
    ), page.image or item.image_url


def _answer(item: SourceItem, actor: Viewer, answer: str, now: dt.datetime, *, accepted: bool) -> None:
    item.answer = one_line(answer, limit=ANSWER_LENGTH)
    item.answered_by_id = actor.person_id
    item.answered_at = now
    item.save(update_fields=["story", "used_at", "dismissed_at", "answer", "answered_by", "answered_at"])
    _record(PROPOSAL_ANSWERED, actor, item.id, now, accepted=accepted)


def _record(kind: str, actor: Viewer, item_id: int, now: dt.datetime, **data: bool) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=item_id, **data)
