"""Feeds and what they brought, as editors see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from stemme.kit.tenancy import across_organisations
from stemme.library.addresses_of_pages import host_of
from stemme.library.models import Source, SourceItem
from stemme.library.studio_queries import Streams


@dataclass(frozen=True, slots=True)
class InboxItem:
    """An entry of a feed that waits for somebody to choose it."""

    id: int
    title: str
    url: str
    language: str
    source: str
    published_at: dt.datetime | None
    found_at: dt.datetime


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A feed and its health. ``error`` is a key of wording.py, "" when the last reading went well."""

    id: int
    title: str
    url: str
    stream: str
    fetched_at: dt.datetime | None
    next_fetch_at: dt.datetime
    failures: int
    error: str
    waiting: int


def inbox(organisation_id: int, *, limit: int, own: Streams = None) -> list[InboxItem]:
    """What the feeds brought and nobody has used or put away, newest first."""
    rows = _waiting().filter(organisation_id=organisation_id).select_related("source")
    if own is not None:
        rows = rows.filter(stream_id__in=own)
    return [
        InboxItem(
            id=item.id,
            title=item.title,
            url=item.url,
            language=item.language,
            source=(item.source.title or host_of(item.source.url)) if item.source else item.author,
            published_at=item.published_at,
            found_at=item.found_at,
        )
        for item in rows.order_by(F("published_at").desc(nulls_last=True), "-found_at", "-id")[:limit]
    ]


def sources(organisation_id: int, *, own: Streams = None) -> list[SourceRow]:
    """The feeds that are read, by name. One query."""
    waiting = Count("items", filter=Q(items__used_at=None, items__dismissed_at=None))
    rows = Source.objects.filter(organisation_id=organisation_id, removed_at=None).select_related("stream")
    if own is not None:
        rows = rows.filter(stream_id__in=own)
    return [
        SourceRow(
            id=source.id,
            title=source.title or host_of(source.url),
            url=source.url,
            stream=source.stream.name,
            fetched_at=source.fetched_at,
            next_fetch_at=source.next_fetch_at,
            failures=source.failures,
            error=source.error,
            waiting=source.waiting,
        )
        for source in rows.annotate(waiting=waiting).order_by("title", "url")
    ]


@across_organisations("feeds of all organisations are read in the order in which they are due")
def due_sources(*, now: dt.datetime, organisation_id: int | None = None) -> list[int]:
    """Ids of the feeds whose time has come, the most overdue first."""
    due = Source.objects.filter(removed_at=None, next_fetch_at__lte=now)
    if organisation_id is not None:
        due = due.filter(organisation_id=organisation_id)
    return list(due.order_by("next_fetch_at", "id").values_list("id", flat=True))


@across_organisations("a command of the operator reads a feed wherever it is")
def sources_named(*, url: str, organisation_id: int | None = None) -> list[int]:
    """Ids of the feeds with this address."""
    found = Source.objects.filter(removed_at=None, url=url)
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    return list(found.order_by("id").values_list("id", flat=True))


def _waiting() -> QuerySet[SourceItem]:
    return SourceItem.objects.filter(origin="feed", used_at=None, dismissed_at=None, source__removed_at=None)
