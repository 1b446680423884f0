"""How much of what was told is about the company itself, by stream and month; and what colleagues said no to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth

from stemme.kit.periods import midnight
from stemme.library.models import Story, Stream
from stemme.library.queries import titles
from stemme.library.streams import mix
from stemme.library.streams.declines import SALESY, declines
from stemme.library.streams.mix import DEFAULT_OUTSIDE, MONTHS, RECENT, Mix, together
from stemme.library.streams.shared_involvement import Rate, involvement, mean
from stemme.library.streams.table_queries import StreamRow
from stemme.library.studio_queries import Streams
from stemme.people.viewer import Viewer

#: So many days back a stream's involvement looks.
INVOLVED_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamMix:
    """A stream, or (id None) all of them: what it told in each month, against its target in per cent."""

    id: int | None
    name: str
    target: int
    months: tuple[Mix, ...]
    #: People per reason of declines.REASONS, of the stories of the last months; groups below the floor are left out.
    declined: dict[str, int] = field(default_factory=dict)

    @property
    def whole(self) -> Mix:
        """All months together."""
        return together(self.months)

    @property
    def lately(self) -> Mix:
        """The last months together: what hint and index look at."""
        return together(self.months[-RECENT:])

    @property
    def is_over(self) -> bool:
        """True when the stream lately spoke too much of the company itself."""
        return mix.is_over(self.lately, self.target)

    @property
    def missing(self) -> int:
        """How many more stories about others would have reached the target."""
        return mix.missing(self.lately, self.target)

    @property
    def noes(self) -> int:
        """How many people gave a reason."""
        return sum(self.declined.values())

    @property
    def salesy(self) -> int:
        """Those of them that said "too salesy"."""
        return self.declined.get(SALESY, 0)

    @property
    def beyond(self) -> float:
        """The first part of the index: our own voice beyond the target, 0 to 1."""
        return mix.beyond(self.lately, self.target)

    @property
    def salesy_share(self) -> float:
        """The second part: the share of noes that say "too salesy", 0 to 1."""
        return mix.salesy_share(self.salesy, self.noes)

    @property
    def index(self) -> float:
        """The megaphone index, 0 to 1."""
        return mix.megaphone(self.lately, self.target, salesy=self.salesy, noes=self.noes)


@dataclass(frozen=True, slots=True)
class DeclinedStory:
    """A story of the last months and why people declined it."""

    id: int
    language: str
    title: str
    stream_id: int
    reasons: dict[str, int]

    @property
    def people(self) -> int:
        """How many gave a reason."""
        return sum(self.reasons.values())


@dataclass(frozen=True, slots=True)
class StreamLine:
    """A stream beside the table; ``rate`` is None while nothing may be said about its last stories."""

    stream: StreamRow
    rate: Rate | None


def by_month(viewer: Viewer, own: Streams, *, now: dt.datetime) -> tuple[tuple[dt.date, ...], list[StreamMix]]:
    """The last twelve months, and each stream's mix in them, with what was declined lately. Archived streams come last,
    if they told anything. Two queries, and those of the registry."""
    months = mix.months_until(viewer.today(now), MONTHS)
    rows = _mixes(viewer, own, months, now)
    reasons = _reasons_by_stream(viewer, own, months, now)
    return months, [
        StreamMix(id=row.id, name=row.name, target=row.target, months=row.months, declined=reasons.get(row.id or 0, {}))
        for row in rows
    ]


def recent(viewer: Viewer, own: Streams, *, now: dt.datetime) -> list[StreamMix]:
    """Each stream's mix of the last months, for the hint. Two queries."""
    return _mixes(viewer, own, mix.months_until(viewer.today(now), RECENT), now)


def all_of(rows: Sequence[StreamMix], name: str) -> StreamMix:
    """Several streams as one, against the default target."""
    months = tuple(together(column) for column in zip(*(row.months for row in rows), strict=True))
    declined: dict[str, int] = {}
    for row in rows:
        _add(declined, row.declined)
    return StreamMix(id=None, name=name, target=DEFAULT_OUTSIDE, months=months, declined=declined)


def declined_stories(viewer: Viewer, own: Streams, *, now: dt.datetime) -> list[DeclinedStory]:
    """The stories of the last months that many declined, the most first. Two queries, and those of the registry."""
    months = mix.months_until(viewer.today(now), RECENT)
    streams = dict(_begun(viewer, own, months, now).values_list("id", "stream_id"))
    told = declines(viewer.organisation_id, streams)
    names = titles(viewer.organisation_id, told)
    found = [DeclinedStory(story, *names.get(story, ("", "")), streams[story], said) for story, said in told.items()]
    return sorted(found, key=lambda story: (-story.people, -story.id))


def with_involvement(organisation_id: int, streams: Iterable[StreamRow], *, now: dt.datetime) -> list[StreamLine]:
    """The streams with the mean involvement of the stories they began in the last 90 days. One query, and those of the
    registry."""
    rows = list(streams)
    begun = Story.objects.filter(
        organisation_id=organisation_id, stream_id__in=[row.id for row in rows], published_at__isnull=False,
        withdrawn_at=None, starts_at__gt=now - dt.timedelta(days=INVOLVED_DAYS), starts_at__lte=now,
    )  # fmt: skip
    stream_of = dict(begun.values_list("id", "stream_id"))
    rates: dict[int, list[Rate]] = {}
    for story, rate in involvement(organisation_id, stream_of).items():
        rates.setdefault(stream_of[story], []).append(rate)
    return [StreamLine(row, mean(rates.get(row.id, ()))) for row in rows]


def _mixes(viewer: Viewer, own: Streams, months: Sequence[dt.date], now: dt.datetime) -> list[StreamMix]:
    zone = ZoneInfo(viewer.time_zone)
    rows = _begun(viewer, own, months, now).annotate(month=TruncMonth("starts_at", tzinfo=zone)).order_by()
    elsewhere = Q(kind="outside") | Q(stream__outside=True)
    counted = rows.values_list("stream_id", "month").annotate(all=Count("id"), outside=Count("id", filter=elsewhere))
    found = {(stream, month.date()): Mix(all_ - outside, outside) for stream, month, all_, outside in counted}
    streams = Stream.objects.filter(organisation_id=viewer.organisation_id).order_by("outside", "name")
    if own is not None:
        streams = streams.filter(id__in=own)
    mixes = []
    for id_, name, target, archived_at in streams.values_list("id", "name", "outside_target", "archived_at"):
        row = tuple(found.get((id_, month), Mix()) for month in months)
        if archived_at is None or together(row).stories:
            mixes.append(
                (archived_at is not None,
                 StreamMix(id=id_, name=name, target=DEFAULT_OUTSIDE if target is None else target, months=row))
            )  # fmt: skip
    return [row for _archived, row in sorted(mixes, key=lambda pair: pair[0])]


def _begun(viewer: Viewer, own: Streams, months: Sequence[dt.date], now: dt.datetime) -> QuerySet[Story]:
    """The stories that colleagues could read from the first of these months on; withdrawn ones are not told."""
    since = midnight(months[0], ZoneInfo(viewer.time_zone))
    stories = Story.objects.filter(
        organisation_id=viewer.organisation_id, published_at__isnull=False, withdrawn_at=None, starts_at__gte=since,
        starts_at__lte=now,
    )  # fmt: skip
    return stories if own is None else stories.filter(stream_id__in=own)


def _reasons_by_stream(
    viewer: Viewer, own: Streams, months: Sequence[dt.date], now: dt.datetime
) -> dict[int, dict[str, int]]:
    streams = dict(_begun(viewer, own, months[-RECENT:], now).values_list("id", "stream_id"))
    found: dict[int, dict[str, int]] = {}
    for story, said in declines(viewer.organisation_id, streams).items():
        _add(found.setdefault(streams[story], {}), said)
    return found


def _add(total: dict[str, int], more: dict[str, int]) -> None:
    for reason, people in more.items():
        total[reason] = total.get(reason, 0) + people
