"""Feeds: added, given rules, paused, taken up again, removed. What they bring: reading.py."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from stemme.journal.actions import record
from stemme.journal.facts import SOURCE_ADDED, SOURCE_CHANGED, SOURCE_REMOVED
from stemme.kit.html import plain
from stemme.kit.outbound import OutboundError
from stemme.library import source_queries as queries
from stemme.library.actions.parts import in_own_streams
from stemme.library.actions.reading import SourceReading, keep, pace_again
from stemme.library.addresses_of_pages import whole
from stemme.library.feeds import PAGE, FeedError
from stemme.library.fetching import FetchedFeed, NotReadError, fetch_feed, fetch_page
from stemme.library.models import Source, SourceItem, Stream
from stemme.library.opml import MOST_FEEDS
from stemme.people.viewer import Viewer


class SourceError(Exception):
    """The feed cannot be added. ``reason`` is a key of wording.py."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedRules:
    """What an editor decides about a feed. ``most_a_day`` None is no limit; words as they were typed."""

    stream_id: int
    title: str
    most_a_day: int | None
    only_words: str
    never_words: str
    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    least_age_hours: int


def add_source(*, actor: Viewer, stream_id: int, url: str, now: dt.datetime) -> SourceReading:
    """Read a feed and, if it can be read, go on reading it. The address of a page that names its feed will do.

    Raises SourceError with the reason; nothing is kept then.
    """
    address = whole(url)
    if not address:
        raise SourceError("address")
    check_stream(actor, stream_id)
    if queries.sources_named(url=address, organisation_id=actor.organisation_id):
        raise SourceError("known")
    address, found = _first_reading(address)
    with transaction.atomic():
        source, created = Source.objects.get_or_create(
            organisation_id=actor.organisation_id, url=address, defaults={"stream_id": stream_id, "created_at": now}
        )
        if not created and source.removed_at is None:
            raise SourceError("known")
        take_up(source, stream_id)
        reading = keep(source, found, now)
        _record(SOURCE_ADDED, actor, source.id, now)
    return reading


def check_stream(actor: Viewer, stream_id: int) -> None:
    """Raise SourceError ``foreign`` for a stream that is not there or not the actor's."""
    streams = Stream.objects.filter(in_own_streams(actor, "id"), organisation_id=actor.organisation_id)
    if not streams.filter(id=stream_id, archived_at=None).exists():
        raise SourceError("foreign")


def take_up(source: Source, stream_id: int) -> None:
    """A feed that was removed is read again, in this stream. Not saved; call inside a transaction."""
    source.stream_id = stream_id
    source.removed_at = source.paused_at = source.ended_at = None
    SourceItem.objects.filter(source=source, used_at=None).update(stream_id=stream_id)


def import_sources(*, actor: Viewer, wanted: Sequence[tuple[int, str, str]], now: dt.datetime) -> int:
    """Go on reading these feeds, (stream's id, title, address) each; how many are new. The schedule reads them first.

    What is read already, and what is no address, is passed over. Raises SourceError ``foreign`` for a stream that is
    not the actor's; nothing is kept then.
    """
    for stream_id in {stream_id for stream_id, _, _ in wanted}:
        check_stream(actor, stream_id)
    made = 0
    with transaction.atomic():
        for stream_id, title, url in wanted[:MOST_FEEDS]:
            address = whole(url)
            if not address:
                continue
            source, created = Source.objects.get_or_create(
                organisation_id=actor.organisation_id, url=address, defaults={"stream_id": stream_id}
            )
            if not created and source.removed_at is None:
                continue
            take_up(source, stream_id)
            source.title = plain(title, limit=200) or source.title
            source.created_at = source.next_fetch_at = now
            source.fetched_at = None
            source.save()
            _record(SOURCE_ADDED, actor, source.id, now)
            made += 1
    return made


def change_source(*, actor: Viewer, source_id: int, wanted: WantedRules, now: dt.datetime) -> None:
    """Other rules, another name or stream. What waits for its day gets a new one; what is in the inbox stays there.

    Raises SourceError ``foreign`` for a stream that is not the actor's.
    """
    check_stream(actor, wanted.stream_id)
    with transaction.atomic():
        source = _own(actor, source_id)
        source.stream_id = wanted.stream_id
        source.title = wanted.title or source.title
        source.most_a_day = wanted.most_a_day
        source.only_words, source.never_words = wanted.only_words, wanted.never_words
        source.kinds, source.languages = list(wanted.kinds), list(wanted.languages)
        source.least_age_hours = wanted.least_age_hours
        source.save()
        SourceItem.objects.filter(source=source, used_at=None).update(stream_id=wanted.stream_id)
        pace_again(source, now)
        _record(SOURCE_CHANGED, actor, source_id, now)


def pause_source(*, actor: Viewer, source_id: int, now: dt.datetime) -> None:
    """Do not ask a feed until somebody says so. What it brought stays in the inbox. Pressed twice, it is one pause."""
    with transaction.atomic():
        source = _own(actor, source_id)
        if source.paused_at is None:
            source.paused_at = now
            source.save(update_fields=["paused_at"])
            _record(SOURCE_CHANGED, actor, source_id, now)


def resume_source(*, actor: Viewer, source_id: int, now: dt.datetime) -> None:
    """Ask a feed again that was paused, or whose server had said that it is gone for good."""
    with transaction.atomic():
        source = _own(actor, source_id)
        if source.paused_at is not None or source.ended_at is not None:
            source.paused_at = source.ended_at = None
            source.failures, source.error = 0, ""
            source.next_fetch_at = now
            source.save(update_fields=["paused_at", "ended_at", "failures", "error", "next_fetch_at"])
            _record(SOURCE_CHANGED, actor, source_id, now)


def remove_source(*, actor: Viewer, source_id: int, now: dt.datetime) -> None:
    """Stop reading a feed. What was used of it stays; what waits goes from the inbox."""
    with transaction.atomic():
        own = Source.objects.filter(in_own_streams(actor, "stream_id"), organisation_id=actor.organisation_id)
        changed = own.filter(id=source_id, removed_at=None).update(removed_at=now)
        if changed:
            _record(SOURCE_REMOVED, actor, source_id, now)


def _own(actor: Viewer, source_id: int) -> Source:
    """The feed, held. Raises Source.DoesNotExist for one that is not of the actor's streams."""
    own = Source.objects.filter(in_own_streams(actor, "stream_id"), organisation_id=actor.organisation_id)
    return own.select_for_update().get(id=source_id, removed_at=None)


def _record(kind: str, actor: Viewer, source_id: int, now: dt.datetime) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=source_id)


def _first_reading(address: str) -> tuple[str, FetchedFeed]:
    """The feed at an address, or the one that the page at this address names; where it has moved to for good."""
    try:
        try:
            found = fetch_feed(address)
        except FeedError as error:
            address = fetch_page(address).feed if error.reason == PAGE else ""
            if not address:
                raise
            found = fetch_feed(address)
    except OutboundError as error:
        raise SourceError(error.kind) from error
    except (NotReadError, FeedError) as error:
        raise SourceError(error.reason) from error
    return found.moved or address, found
