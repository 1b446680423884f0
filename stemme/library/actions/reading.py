"""Feeds are read, and what they bring is kept by their rules. The network is waited for outside of transactions."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Min, Q

from stemme.kit.outbound import UNREACHABLE, OutboundError
from stemme.library import source_queries as queries
from stemme.library.actions.parts import in_own_streams
from stemme.library.feeds import Feed, FeedError, Item
from stemme.library.fetching import BUSY, FAILING, GONE, FetchedFeed, NotReadError, fetch_feed
from stemme.library.intake import FIRST_ITEMS, HISTORY, MANY, Rules, left_out, paced, ripe_at, words_of
from stemme.library.models import Source, SourceItem
from stemme.library.pacing import interval_minutes, rhythm_minutes
from stemme.people.viewer import Viewer

#: After a failure a feed is left alone this long; each further one in a row doubles it, up to a day.
PAUSE = dt.timedelta(minutes=30)
LONGEST_PAUSE = dt.timedelta(hours=24)
#: One run of the schedule reads no longer than this, so that the next finds the rest due (seconds).
RUN_SECONDS = 240.0
#: Longer than any reading takes; whoever was killed in the middle of one blocks it no longer than this.
_BUSY_FOR = dt.timedelta(minutes=2)
_READINGS_KEPT = 20
#: Reading was not begun, because somebody else is at it.
AT_IT = "at_it"
#: When one feed of a host answers so, its others are left alone until the next run.
_HOST_IS_TIRED = frozenset({BUSY, FAILING, UNREACHABLE})


@dataclass(frozen=True, slots=True)
class SourceReading:
    """What came of reading a feed: how many entries reach the inbox, how many were left out by its rules, and the key
    of what went wrong ("" if nothing did)."""

    source_id: int
    title: str
    url: str
    new: int
    error: str
    left_out: int = 0


def read_source(*, actor: Viewer | None, source_id: int, now: dt.datetime) -> SourceReading:
    """Ask a feed whether there is something new, and keep it. Failures are noted on the feed and lengthen its pause.

    ``actor`` is None for the schedule. Raises Source.DoesNotExist for a feed that is not of the actor's streams.
    """
    source = _claimed(actor, source_id, now)
    if source.busy_until is None:
        return SourceReading(source.id, source.title, source.url, 0, AT_IT)
    try:
        found = fetch_feed(source.url, etag=source.etag, last_modified=source.last_modified)
    except OutboundError as error:
        return note_failure(source, error.kind, now)
    except NotReadError as error:
        return note_failure(source, error.reason, now, dt.timedelta(seconds=error.retry_after))
    except FeedError as error:
        return note_failure(source, error.reason, now)
    with transaction.atomic():
        return keep(source, found, now)


def fetch_due_sources(*, now: dt.datetime) -> list[SourceReading]:
    """Read the feeds whose time has come, one after the other, the most overdue first, for at most four minutes.

    A host is asked by one reader at a time, and no further in this run once it did not answer well.
    """
    until = time.monotonic() + RUN_SECONDS
    readings: list[SourceReading] = []
    tired: set[str] = set()
    for source_id, host in queries.due_hosts(now=now):
        if time.monotonic() > until:
            break
        if host in tired or host in queries.busy_hosts(now=now):
            continue
        reading = read_source(actor=None, source_id=source_id, now=now)
        if reading.error in _HOST_IS_TIRED:
            tired.add(host)
        readings.append(reading)
    return readings


def keep(source: Source, found: FetchedFeed, now: dt.datetime) -> SourceReading:
    """Note a good reading and keep what is new. Call inside a transaction."""
    new, without = _keep_items(source, found.feed, now) if found.feed else (0, 0)
    if found.feed:
        source.title = source.title or found.feed.title
        dates = (item.published for item in found.feed.items if item.published)
        source.interval_minutes = interval_minutes(
            declared=found.feed.every, cached=found.cached, rhythm=rhythm_minutes(dates, now)
        )
    _move(source, found.moved)
    source.etag, source.last_modified = found.etag, found.last_modified
    source.fetched_at = now
    source.next_fetch_at = now + dt.timedelta(minutes=source.interval_minutes)
    source.failures, source.error = 0, ""
    source.busy_until = None
    _note(source, now, new=new, left_out=without)
    source.save()
    return SourceReading(source.id, source.title, source.url, new, "", without)


def rules_of(source: Source) -> Rules:
    """The editor's rules, as they are applied."""
    return Rules(
        most_a_day=source.most_a_day,
        only_words=words_of(source.only_words),
        never_words=words_of(source.never_words),
        kinds=frozenset(source.kinds),
        languages=frozenset(source.languages),
        least_age=dt.timedelta(hours=source.least_age_hours),
    )


def pace_again(source: Source, now: dt.datetime) -> None:
    """Give what still waits for its day a new one, after the rules have changed. Call inside a transaction."""
    later = list(source.items.filter(reaches_at__gt=now, used_at=None, dismissed_at=None).order_by("reaches_at", "id"))
    rules = rules_of(source)
    ripe = [max(now, (item.published_at or item.found_at) + rules.least_age) for item in later]
    moments = paced(ripe, _taken(source, now, until=now), rules.most_a_day)
    for item, moment in zip(later, moments, strict=True):
        item.reaches_at = moment or now
        item.left_out, item.dismissed_at = ("", None) if moment else (MANY, now)
    SourceItem.objects.bulk_update(later, ["reaches_at", "left_out", "dismissed_at"])


def _claimed(actor: Viewer | None, source_id: int, now: dt.datetime) -> Source:
    """The feed, marked as being read by us; with ``busy_until`` None when somebody else is at it."""
    sources = Source.objects.filter(id=source_id, removed_at=None)
    if actor:
        sources = sources.filter(in_own_streams(actor, "stream_id"), organisation_id=actor.organisation_id)
    free = Q(busy_until=None) | Q(busy_until__lte=now)
    claimed = sources.filter(free).update(busy_until=now + _BUSY_FOR)
    source = sources.get()
    if not claimed:
        source.busy_until = None
    return source


def _keep_items(source: Source, feed: Feed, now: dt.datetime) -> tuple[int, int]:
    """(entries that reach the inbox today or later, entries left out)."""
    known = set(source.items.filter(guid__in=[item.guid for item in feed.items]).values_list("guid", flat=True))
    fresh = [item for item in feed.items if item.guid not in known]
    rules, first = rules_of(source), not source.items.exists()
    reasons = [left_out(item, rules, language=feed.language, now=now) for item in fresh]
    wanted = [item for item, reason in zip(fresh, reasons, strict=True) if not reason]
    # The first reading shows what the feed is like: as much as fits a page or two, at once.
    limit = None if first else rules.most_a_day
    moments = iter(paced((ripe_at(item, rules, now=now) for item in wanted), _taken(source, now), limit))
    rows, place = [], 0
    for item, reason in zip(fresh, reasons, strict=True):
        moment = None if reason else next(moments)
        why = reason or ("" if moment else MANY)
        if first and not why:
            why, place = (HISTORY if place >= FIRST_ITEMS else ""), place + 1
        rows.append(_row(source, feed, item, now, moment or now, why))
    SourceItem.objects.bulk_create(rows, ignore_conflicts=True)
    new = sum(not row.left_out for row in rows)
    return new, len(rows) - new


def _row(source: Source, feed: Feed, item: Item, now: dt.datetime, moment: dt.datetime, why: str) -> SourceItem:
    return SourceItem(
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
        place=item.place,
        expires_at=item.expires,
        # A feed whose clock is wrong does not stay on top of the inbox.
        published_at=min(item.published, now) if item.published else None,
        found_at=now,
        reaches_at=moment,
        left_out=why,
        dismissed_at=now if why else None,
    )


def _taken(source: Source, now: dt.datetime, *, until: dt.datetime | None = None) -> Counter[dt.date]:
    """How many entries of this feed each day from today on has already; the first reading's do not count."""
    today = now.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    begun = source.items.aggregate(at=Min("found_at"))["at"] or now
    rows = source.items.filter(reaches_at__gte=today, left_out="", found_at__gt=begun)
    if until is not None:
        rows = rows.filter(reaches_at__lte=until)
    return Counter(moment.astimezone(dt.UTC).date() for moment in rows.values_list("reaches_at", flat=True))


def _move(source: Source, moved: str) -> None:
    """Follow a feed that has moved for good, unless another one of the organisation has that address already."""
    if not moved or moved == source.url or len(moved) > 2000:
        return
    if not Source.objects.filter(organisation_id=source.organisation_id, url=moved).exists():
        source.moved_from, source.url = source.url, moved


def note_failure(source: Source, reason: str, now: dt.datetime, asked: dt.timedelta = dt.timedelta()) -> SourceReading:
    """Note what went wrong. The pause doubles with each failure in a row, and is at least what the server asked for."""
    pause = max(min(LONGEST_PAUSE, PAUSE * 2 ** min(source.failures, 10)), asked)
    source.failures = min(source.failures + 1, 32_000)
    source.error = reason
    source.fetched_at, source.next_fetch_at = now, now + pause
    source.busy_until = None
    if reason == GONE:
        source.ended_at = now
    _note(source, now, error=reason)
    source.save(
        update_fields=["failures", "error", "fetched_at", "next_fetch_at", "busy_until", "ended_at", "readings"]
    )
    return SourceReading(source.id, source.title, source.url, 0, reason)


def _note(source: Source, now: dt.datetime, *, new: int = 0, left_out: int = 0, error: str = "") -> None:
    reading = {"at": now.isoformat(), "new": new, "left_out": left_out, "error": error}
    source.readings = [reading, *source.readings][:_READINGS_KEPT]
