"""One feed: its rules, its readings, what it brought and what was left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min

from stemme.library.addresses_of_pages import host_of
from stemme.library.models import Source, SourceItem
from stemme.library.studio_queries import Streams

#: The stretch over which "a week" and "left out lately" are counted.
LATELY = dt.timedelta(days=28)
_READINGS, _LEFT_OUT = 6, 10


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading; ``error`` is a key of wording.py, "" when it went well."""

    at: dt.datetime
    new: int
    left_out: int
    error: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that did not reach the inbox, and why (a key of intake.py)."""

    id: int
    title: str
    url: str
    language: str
    why: str
    found_at: dt.datetime


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Everything about one feed."""

    id: int
    title: str
    url: str
    stream_id: int
    moved_from: str
    created_at: dt.datetime
    fetched_at: dt.datetime | None
    next_fetch_at: dt.datetime
    interval_minutes: int
    failures: int
    error: str
    paused_at: dt.datetime | None
    ended_at: dt.datetime | None
    readings: tuple[Reading, ...]
    #: New entries a week over the last four weeks, or over as long as it is read.
    a_week: float
    #: Entries that wait for a day with room for them.
    later: int
    left_out: tuple[LeftOut, ...]
    left_out_by_reason: tuple[tuple[str, int], ...]
    most_a_day: int | None
    only_words: str
    never_words: str
    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    least_age_hours: int


def feed_page(organisation_id: int, source_id: int, *, now: dt.datetime) -> FeedPage | None:
    """The feed, or None when the organisation reads no such one. Six queries."""
    source = Source.objects.filter(organisation_id=organisation_id, id=source_id, removed_at=None).first()
    if source is None:
        return None
    items = SourceItem.objects.filter(organisation_id=organisation_id, source_id=source_id)
    since = now - LATELY
    without = items.filter(found_at__gt=since).exclude(left_out="")
    reasons = without.order_by().values_list("left_out").annotate(entries=Count("id")).order_by("-entries", "left_out")
    rows = without.order_by("-found_at", "-id")[:_LEFT_OUT]
    # What lay there when it was added says nothing about a week.
    begun = max(since, items.aggregate(at=Min("found_at"))["at"] or source.created_at)
    fresh = items.filter(found_at__gt=begun).count()
    weeks = max(1.0, (now - begun) / dt.timedelta(weeks=1))
    return FeedPage(
        id=source.id,
        title=source.title or host_of(source.url),
        url=source.url,
        stream_id=source.stream_id,
        moved_from=source.moved_from,
        created_at=source.created_at,
        fetched_at=source.fetched_at,
        next_fetch_at=source.next_fetch_at,
        interval_minutes=source.interval_minutes,
        failures=source.failures,
        error=source.error,
        paused_at=source.paused_at,
        ended_at=source.ended_at,
        readings=tuple(_readings(source.readings)),
        a_week=fresh / weeks,
        later=items.filter(reaches_at__gt=now, used_at=None, dismissed_at=None).count(),
        left_out=tuple(LeftOut(row.id, row.title, row.url, row.language, row.left_out, row.found_at) for row in rows),
        left_out_by_reason=tuple(reasons),
        most_a_day=source.most_a_day,
        only_words=source.only_words,
        never_words=source.never_words,
        kinds=tuple(source.kinds),
        languages=tuple(source.languages),
        least_age_hours=source.least_age_hours,
    )


def addresses(organisation_id: int, *, own: Streams = None) -> list[tuple[str, str, str]]:
    """(stream, title, address) of the feeds that are read, by stream and title. One query."""
    rows = Source.objects.filter(organisation_id=organisation_id, removed_at=None)
    if own is not None:
        rows = rows.filter(stream_id__in=own)
    return list(rows.order_by("stream__name", "title", "url").values_list("stream__name", "title", "url"))


def known_addresses(organisation_id: int) -> frozenset[str]:
    """Addresses of all feeds that the organisation reads, whoever's stream they are in."""
    rows = Source.objects.filter(organisation_id=organisation_id, removed_at=None)
    return frozenset(rows.values_list("url", flat=True))


def import_progress(organisation_id: int, *, own: Streams = None) -> tuple[int, int] | None:
    """(read, all) of the newest list of feeds not read through; None when there is none. At most two queries."""
    rows = Source.objects.filter(organisation_id=organisation_id, removed_at=None, paused_at=None)
    if own is not None:
        rows = rows.filter(stream_id__in=own)
    begun = rows.filter(fetched_at=None).order_by("-created_at").values_list("created_at", flat=True).first()
    if begun is None:
        return None
    counted = rows.filter(created_at=begun).aggregate(all=Count("id"), read=Count("fetched_at"))
    return counted["read"], counted["all"]


def _readings(written: Iterable[dict[str, object]]) -> Iterable[Reading]:
    for one in list(written)[:_READINGS]:
        yield Reading(
            at=dt.datetime.fromisoformat(str(one["at"])),
            new=int(str(one["new"])),
            left_out=int(str(one["left_out"])),
            error=str(one["error"]),
        )
