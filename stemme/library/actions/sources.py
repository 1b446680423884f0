"""Feeds: added, read, removed. Reading waits for the network outside of transactions."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass

from django.db import transaction

from stemme.journal.actions import record
from stemme.journal.facts import SOURCE_ADDED, SOURCE_REMOVED
from stemme.kit.outbound import OutboundError
from stemme.library import source_queries as queries
from stemme.library.actions.parts import in_own_streams
from stemme.library.addresses_of_pages import whole
from stemme.library.feeds import PAGE, Feed, FeedError
from stemme.library.fetching import FetchedFeed, NotReadError, fetch_feed, fetch_page
from stemme.library.models import Source, SourceItem, Stream
from stemme.people.viewer import Viewer

#: A feed is asked at most this often, unless somebody presses "read now".
INTERVAL = dt.timedelta(minutes=30)
#: After failures the pause doubles, up to this.
LONGEST_PAUSE = dt.timedelta(hours=24)
#: The first reading of an old feed brings this many entries, not its whole history.
FIRST_ITEMS = 30
#: One run of the schedule reads no longer than this, so that the next finds the rest due (seconds).
RUN_SECONDS = 240.0


class SourceError(Exception):
    """The feed cannot be added. ``reason`` is a key of wording.py."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What came of reading a feed: how many new entries, and the key of what went wrong ("" if nothing did)."""

    source_id: int
    title: str
    url: str
    new: int
    error: str


def add_source(*, actor: Viewer, stream_id: int, url: str, now: dt.datetime) -> SourceReading:
    """Read a feed and, if it can be read, go on reading it. The address of a page that names its feed will do.

    Raises SourceError with the reason; nothing is kept then.
    """
    address = whole(url)
    if not address:
        raise SourceError("address")
    streams = Stream.objects.filter(in_own_streams(actor, "id"), organisation_id=actor.organisation_id)
    if not streams.filter(id=stream_id).exists():
        raise SourceError("foreign")
    if queries.sources_named(url=address, organisation_id=actor.organisation_id):
        raise SourceError("known")
    address, found = _first_reading(address)
    with transaction.atomic():
        source, created = Source.objects.get_or_create(
            organisation_id=actor.organisation_id, url=address, defaults={"stream_id": stream_id, "created_at": now}
        )
        if not created and source.removed_at is None:
            raise SourceError("known")
        source.stream_id = stream_id
        source.removed_at = None
        SourceItem.objects.filter(source=source, used_at=None).update(stream_id=stream_id)
        new = _keep(source, found, now)
        record(
            SOURCE_ADDED, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=source.id
        )
    return SourceReading(source.id, source.title, source.url, new, "")


def remove_source(*, actor: Viewer, source_id: int, now: dt.datetime) -> None:
    """Stop reading a feed. What was used of it stays; what waits goes from the inbox."""
    with transaction.atomic():
        own = Source.objects.filter(in_own_streams(actor, "stream_id"), organisation_id=actor.organisation_id)
        changed = own.filter(id=source_id, removed_at=None).update(removed_at=now)
        if changed:
            record(
                SOURCE_REMOVED,
                organisation_id=actor.organisation_id,
                actor_id=actor.person_id,
                at=now,
                subject_id=source_id,
            )


def read_source(*, actor: Viewer | None, source_id: int, now: dt.datetime) -> SourceReading:
    """Ask a feed whether there is something new, and keep it. Failures are noted on the feed and lengthen its pause.

    ``actor`` is None for the schedule. Raises Source.DoesNotExist for a feed that is not of the actor's streams.
    """
    sources = Source.objects.filter(id=source_id, removed_at=None)
    if actor:
        sources = sources.filter(in_own_streams(actor, "stream_id"), organisation_id=actor.organisation_id)
    source = sources.get()
    try:
        found = fetch_feed(source.url, etag=source.etag, last_modified=source.last_modified)
    except OutboundError as error:
        return _failed(source, error.kind, now)
    except NotReadError as error:
        return _failed(source, error.reason, now, dt.timedelta(seconds=error.retry_after))
    except FeedError as error:
        return _failed(source, error.reason, now)
    with transaction.atomic():
        new = _keep(source, found, now)
    return SourceReading(source.id, source.title, source.url, new, "")


def fetch_due_sources(*, now: dt.datetime) -> list[SourceReading]:
    """Read the feeds whose time has come, the most overdue first, for at most four minutes."""
    until = time.monotonic() + RUN_SECONDS
    readings = []
    for source_id in queries.due_sources(now=now):
        if time.monotonic() > until:
            break
        readings.append(read_source(actor=None, source_id=source_id, now=now))
    return readings


def _first_reading(address: str) -> tuple[str, FetchedFeed]:
    """The feed at an address, or the one that the page at this address names."""
    try:
        try:
            return address, fetch_feed(address)
        except FeedError as error:
            named = fetch_page(address).feed if error.reason == PAGE else ""
            if not named:
                raise
            return named, fetch_feed(named)
    except OutboundError as error:
        raise SourceError(error.kind) from error
    except (NotReadError, FeedError) as error:
        raise SourceError(error.reason) from error


def _keep(source: Source, found: FetchedFeed, now: dt.datetime) -> int:
    """Note a good reading and keep what is new; how many entries that were. Call inside a transaction."""
    new = _keep_items(source, found.feed, now) if found.feed else 0
    if found.feed and not source.title:
        source.title = found.feed.title
    source.etag, source.last_modified = found.etag, found.last_modified
    source.fetched_at = now
    source.next_fetch_at = now + INTERVAL
    source.failures = 0
    source.error = ""
    source.save()
    return new


def _keep_items(source: Source, feed: Feed, now: dt.datetime) -> int:
    known = set(source.items.filter(guid__in=[item.guid for item in feed.items]).values_list("guid", flat=True))
    fresh = [item for item in feed.items if item.guid not in known]
    first = source.fetched_at is None
    rows = [
        SourceItem(
            organisation_id=source.organisation_id,
            stream_id=source.stream_id,
            source=source,
            guid=item.guid,
            url=item.url,
            title=item.title,
            summary=item.summary,
            author=item.author,
            image_url=item.image,
            kind=item.kind,
            language=item.language or feed.language,
            published_at=item.published,
            found_at=now,
            # The history of a feed that is read for the first time would bury what is new.
            dismissed_at=now if first and place >= FIRST_ITEMS else None,
        )
        for place, item in enumerate(fresh)
    ]
    SourceItem.objects.bulk_create(rows, ignore_conflicts=True)
    return sum(row.dismissed_at is None for row in rows)


def _failed(source: Source, reason: str, now: dt.datetime, asked: dt.timedelta = dt.timedelta()) -> SourceReading:
    """Note what went wrong. The pause doubles with each failure in a row, and is at least what the server asked for."""
    pause = min(LONGEST_PAUSE, max(INTERVAL * 2 ** min(source.failures, 10), asked))
    Source.objects.filter(id=source.id).update(
        failures=source.failures + 1, error=reason, fetched_at=now, next_fetch_at=now + pause
    )
    return SourceReading(source.id, source.title, source.url, 0, reason)
