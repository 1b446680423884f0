"""Feeds, and what waits in the inbox, as editors see them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.utils import timezone

from stemme.kit.tenancy import across_organisations
from stemme.library.addresses_of_pages import host_of
from stemme.library.models import ORIGINS, Source, SourceItem
from stemme.library.studio_queries import Streams

#: So long can somebody bring back what was put away.
BACK_FOR = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class InboxItem:
    """An entry of a feed, a proposal or a mail that waits for somebody to choose it."""

    id: int
    #: ``feed``, ``proposal`` or ``mail``.
    origin: str
    title: str
    url: str
    language: str
    kind: str
    #: The feed's name; for what came by a person their name, or what a mail says.
    source: str
    stream: str
    published_at: dt.datetime | None
    found_at: dt.datetime
    place: str = ""
    expires_at: dt.datetime | None = None
    #: Why a colleague proposes it, and their own text.
    sentence: str = ""
    text: str = ""
    #: Somebody here waits for an answer.
    wants_answer: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries of the inbox are asked for; None and "" are all."""

    origin: str = ""
    source_id: int | None = None
    stream_id: int | None = None
    #: Put away in the last days instead of waiting.
    away: bool = False


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
    #: Entries in the inbox, and entries that wait for a day with room for them.
    waiting: int
    later: int
    paused_at: dt.datetime | None
    ended_at: dt.datetime | None


def inbox(
    organisation_id: int,
    *,
    limit: int,
    own: Streams = None,
    origin: str | None = None,
    now: dt.datetime | None = None,
) -> list[InboxItem]:
    """What came from feeds and colleagues and nobody has used or put away, newest first. One query."""
    return inbox_rows(inbox_of(organisation_id, Wanted(origin or ""), own=own, now=now or timezone.now())[:limit])


def inbox_of(organisation_id: int, wanted: Wanted, *, own: Streams, now: dt.datetime) -> QuerySet[SourceItem]:
    """The entries asked for, newest first, undated ones of feeds last; to be cut and given to ``inbox_rows``."""
    rows = _put_away(now) if wanted.away else _waiting(now)
    rows = _own(rows.filter(organisation_id=organisation_id), own)
    if wanted.origin:
        rows = rows.filter(origin=wanted.origin)
    if wanted.source_id is not None:
        rows = rows.filter(source_id=wanted.source_id)
    if wanted.stream_id is not None:
        rows = rows.filter(stream_id=wanted.stream_id)
    if wanted.away:
        return rows.order_by("-dismissed_at", "-id")
    written = Case(When(origin="feed", then=F("published_at")), default=F("found_at"))
    return rows.order_by(written.desc(nulls_last=True), "-found_at", "-id")


def inbox_rows(items: QuerySet[SourceItem]) -> list[InboxItem]:
    """The entries as a page shows them. One query."""
    return [
        InboxItem(
            id=item.id,
            origin=item.origin,
            title=item.title,
            url=item.url,
            language=item.language,
            kind=item.kind,
            source=_came_from(item),
            stream=item.stream.name,
            published_at=item.published_at,
            found_at=item.found_at,
            place=item.place,
            expires_at=item.expires_at,
            sentence=item.sentence,
            text=item.text,
            wants_answer=item.proposed_by_id is not None,
        )
        for item in items.select_related("source", "stream", "proposed_by")
    ]


def inbox_counts(organisation_id: int, *, own: Streams, now: dt.datetime) -> dict[str, int]:
    """How many entries wait, by origin; ``all`` for all, ``away`` for those that can be brought back. Two queries."""
    waiting = _own(_waiting(now).filter(organisation_id=organisation_id), own)
    counts = waiting.aggregate(all=Count("id"), **{origin: Count("id", filter=Q(origin=origin)) for origin in ORIGINS})
    return {**counts, "away": _own(_put_away(now).filter(organisation_id=organisation_id), own).count()}


def sources(organisation_id: int, *, own: Streams = None, now: dt.datetime | None = None) -> list[SourceRow]:
    """The feeds that are read, by name. One query."""
    at = now or timezone.now()
    here = Q(items__used_at=None, items__dismissed_at=None) & (Q(items__expires_at=None) | Q(items__expires_at__gt=at))
    waiting = Count("items", filter=here & Q(items__reaches_at__lte=at))
    later = Count("items", filter=here & Q(items__reaches_at__gt=at))
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
            later=source.later,
            paused_at=source.paused_at,
            ended_at=source.ended_at,
        )
        for source in rows.annotate(waiting=waiting, later=later).order_by("title", "url")
    ]


@across_organisations("feeds of all organisations are read in the order in which they are due")
def due_sources(*, now: dt.datetime, organisation_id: int | None = None) -> list[int]:
    """Ids of the feeds whose time has come, the most overdue first. Paused ones and those gone for good are left."""
    due = _due(now)
    if organisation_id is not None:
        due = due.filter(organisation_id=organisation_id)
    return list(due.values_list("id", flat=True))


@across_organisations("feeds of all organisations are read in the order in which they are due")
def due_hosts(*, now: dt.datetime) -> list[tuple[int, str]]:
    """(id, host) of the feeds whose time has come, the most overdue first."""
    rows = _due(now).values_list("id", "url")
    return [(id_, host_of(url)) for id_, url in rows]


@across_organisations("a host is spared whichever organisation reads from it")
def busy_hosts(*, now: dt.datetime) -> frozenset[str]:
    """Hosts that somebody is reading a feed from at this moment."""
    return frozenset(host_of(url) for url in Source.objects.filter(busy_until__gt=now).values_list("url", flat=True))


@across_organisations("a command of the operator reads a feed wherever it is")
def sources_named(*, url: str, organisation_id: int | None = None) -> list[int]:
    """Ids of the feeds with this address."""
    found = Source.objects.filter(removed_at=None, url=url)
    if organisation_id is not None:
        found = found.filter(organisation_id=organisation_id)
    return list(found.order_by("id").values_list("id", flat=True))


def _due(now: dt.datetime) -> QuerySet[Source]:
    due = Source.objects.filter(removed_at=None, paused_at=None, ended_at=None, next_fetch_at__lte=now)
    return due.order_by("next_fetch_at", "id")


def _waiting(now: dt.datetime) -> QuerySet[SourceItem]:
    there = Q(expires_at=None) | Q(expires_at__gt=now)
    return _read_still().filter(there, used_at=None, dismissed_at=None, reaches_at__lte=now)


def _put_away(now: dt.datetime) -> QuerySet[SourceItem]:
    """Of feeds only: what a colleague sent has an answer, and that stands."""
    since = now - BACK_FOR
    return _read_still().filter(origin="feed", used_at=None, left_out="", dismissed_at__gt=since)


def _read_still() -> QuerySet[SourceItem]:
    return SourceItem.objects.filter(Q(source=None) | Q(source__removed_at=None))


def _own(rows: QuerySet[SourceItem], own: Streams) -> QuerySet[SourceItem]:
    return rows if own is None else rows.filter(stream_id__in=own)


def _came_from(item: SourceItem) -> str:
    if item.source is not None:
        return item.source.title or host_of(item.source.url)
    if item.proposed_by is not None:
        return item.proposed_by.name
    return item.author
