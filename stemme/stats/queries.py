"""Reading figures. Everything comes from roll-ups; no function here knows a click."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from typing import NamedTuple

from django.db.models import F, Min, Q, QuerySet, Sum, Value

from stemme.kit.periods import Period
from stemme.links.channel_numbers import CHANNEL_NUMBERS
from stemme.people import queries as people
from stemme.stats.buckets import (
    ALL,
    CHANNEL,
    COLUMNS,
    DAY,
    EVER,
    HOUR,
    LINK,
    MONTH,
    PERSON,
    TOTAL,
    WEEK,
)
from stemme.stats.involvement import Involvement
from stemme.stats.lately import weighed
from stemme.stats.models import DivisionFigures, StoryFigures, TakingPart, Tally
from stemme.stats.stretches import pieces


@dataclass(frozen=True, slots=True)
class Figures:
    """Hits of something in some time. ``visitors`` are unique per day; a longer stretch is the sum of its days."""

    clicks: int = 0
    visitors: int = 0
    previews: int = 0
    bots: int = 0
    suspects: int = 0
    own: int = 0

    @property
    def robots(self) -> int:
        """Everything that was taken out because no person came."""
        return self.previews + self.bots + self.suspects

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


NOTHING = Figures()
_SUMS = {column: Sum(column) for column in COLUMNS}


def _sum(*conditions: Q, **where: object) -> Figures:
    found = Tally.objects.filter(*conditions, **where).aggregate(**_SUMS)
    return Figures(*(found[column] or 0 for column in COLUMNS))


def _period_figures(organisation_id: int, dimension: str, key: int, period: Period | None) -> Figures:
    where = {"organisation_id": organisation_id, "dimension": dimension, "key": key}
    if period is None:
        return _sum(**where, grain=TOTAL, start=EVER)
    return _sum(_in(period), **where)


def totals(organisation_id: int, period: Period | None) -> Figures:
    """All hits on the organisation's links; ``None`` is since ever."""
    return _period_figures(organisation_id, ALL, 0, period)


def person_figures(organisation_id: int, person_id: int, period: Period | None) -> Figures:
    """Hits on one person's links; ``None`` is since ever."""
    return _period_figures(organisation_id, PERSON, person_id, period)


def person_days(organisation_id: int, person_id: int, period: Period) -> dict[dt.date, int]:
    """Visitors by day on one person's links; days without are missing."""
    rows = Tally.objects.filter(
        organisation_id=organisation_id,
        dimension=PERSON,
        key=person_id,
        grain=DAY,
        start__gte=period.first,
        start__lte=period.last,
    )
    return dict(rows.values_list("start", "visitors"))


def person_weeks(organisation_id: int, person_id: int, *, today: dt.date, weeks: int = 12) -> list[tuple[dt.date, int]]:
    """(Monday, visitors) of the last weeks, oldest first, the running one included."""
    monday = today - dt.timedelta(days=today.weekday())
    mondays = [monday - dt.timedelta(weeks=n) for n in reversed(range(weeks))]
    days = person_days(organisation_id, person_id, Period(mondays[0], today))
    return [(start, sum(days.get(start + dt.timedelta(days=n), 0) for n in range(7))) for start in mondays]


def person_months(organisation_id: int, person_id: int) -> list[tuple[dt.date, int]]:
    """(first day, visitors) of each month in which somebody came through one person's links, oldest first."""
    rows = Tally.objects.filter(
        organisation_id=organisation_id, dimension=PERSON, key=person_id, grain=MONTH, visitors__gt=0
    )
    return list(rows.order_by("start").values_list("start", "visitors"))


def link_totals(organisation_id: int, link_ids: Collection[int]) -> dict[int, Figures]:
    """Hits since ever on each of these links; links without any are missing."""
    rows = Tally.objects.filter(
        organisation_id=organisation_id, dimension=LINK, grain=TOTAL, start=EVER, key__in=list(link_ids)
    )
    return {key: Figures(*columns) for key, *columns in rows.values_list("key", *COLUMNS)}


def visitors_of_links(organisation_id: int) -> dict[int, int]:
    """Visitors since ever by link; links nobody came through are missing. One query, read in portions."""
    rows = Tally.objects.filter(
        organisation_id=organisation_id, dimension=LINK, grain=TOTAL, start=EVER, visitors__gt=0
    )
    return dict(rows.values_list("key", "visitors").iterator(chunk_size=10_000))


def story_involvement(organisation_id: int, story_ids: Collection[int]) -> dict[int, Involvement]:
    """For each of these stories that was offered or acted on: to how many, by how many."""
    rows = StoryFigures.objects.filter(organisation_id=organisation_id, story_id__in=list(story_ids))
    return {story: Involvement(offered, involved) for story, offered, involved in rows.values_list(
        "story_id", "offered", "involved"
    )}  # fmt: skip


def shown_involvement(organisation_id: int, story_ids: Collection[int]) -> dict[int, float]:
    """Involvement of each of these stories in per cent; those offered to fewer people than the floor are missing."""
    floor = people.organisation(organisation_id).group_floor
    found = story_involvement(organisation_id, story_ids)
    return {story: row.rate for story, row in found.items() if row.offered >= floor and row.rate is not None}


def sharers_by_story(organisation_id: int, story_ids: Collection[int]) -> dict[int, int]:
    """How many different people shared each of these stories; stories without any are missing."""
    rows = StoryFigures.objects.filter(organisation_id=organisation_id, story_id__in=list(story_ids), sharers__gt=0)
    return dict(rows.values_list("story_id", "sharers"))


def began(organisation_id: int) -> dt.date | None:
    """The first day with figures, or None: the Monday of the first week in which somebody took part, or a click."""
    parts = TakingPart.objects.filter(organisation_id=organisation_id, grain=WEEK).aggregate(first=Min("start"))
    hits = Tally.objects.filter(organisation_id=organisation_id, dimension=ALL, grain=DAY, key=0)
    days = [day for day in (parts["first"], hits.aggregate(first=Min("start"))["first"]) if day]
    return min(days, default=None)


def by_channel(organisation_id: int, period: Period) -> dict[str, Figures]:
    """Hits by channel key; channels without any are missing."""
    found = by_key(organisation_id, CHANNEL, period)
    return {key: found[number] for key, number in CHANNEL_NUMBERS.items() if number in found}


def busiest_hours(organisation_id: int, period: Period) -> dict[tuple[int, int], int]:
    """(weekday, hour) → visitors in the organisation's own time; hours without any are missing."""
    return {divmod(key, 24): f.visitors for key, f in by_key(organisation_id, HOUR, period).items() if f.visitors}


def by_key(
    organisation_id: int, dimension: str, period: Period, *, keys: Collection[int] | None = None
) -> dict[int, Figures]:
    """Hits of each thing of a dimension, or of those with these ``keys``; things without any are missing.

    A question for the months and one each for the days before and behind: at an "or" SQLite would walk through the
    rows of all time. Grouped by an expression, since by the bare column it might take the index that is in its order,
    and walk as well (research/stack.md 6, trap 10; tests/test_plans.py).
    """
    found: dict[int, Figures] = {}
    for rows in _rows_in(organisation_id, dimension, period):
        some = rows if keys is None else rows.filter(key__in=keys)
        for key, *columns in some.values_list(F("key") + Value(0)).annotate(**_SUMS):
            found[key] = found[key] + Figures(*columns) if key in found else Figures(*columns)
    return found


def visitors_by_key(organisation_id: int, dimension: str, period: Period) -> dict[int, int]:
    """The same, visitors alone: with thousands of things a fraction of the time."""
    found: dict[int, int] = {}
    for rows in _rows_in(organisation_id, dimension, period):
        for key, visitors in rows.values_list(F("key") + Value(0)).annotate(_SUMS["visitors"]):
            found[key] = found.get(key, 0) + visitors
    return {key: visitors for key, visitors in found.items() if visitors}


def _rows_in(organisation_id: int, dimension: str, period: Period) -> Iterator[QuerySet[Tally]]:
    for grain, piece in pieces(period):
        rows = Tally.objects.filter(organisation_id=organisation_id, dimension=dimension, grain=grain)
        yield rows.filter(start__gte=piece.first, start__lte=piece.last)


def _in(period: Period) -> Q:
    """Rows that together are the period: months, and days before and behind them."""
    found = Q()
    for grain, piece in pieces(period):
        found |= Q(grain=grain, start__gte=piece.first, start__lte=piece.last)
    return found


class SeenRow(NamedTuple):
    """To how many a story was shown and how many shared it, ever and of late (lately.py)."""

    offered: int
    sharers: int
    offered_lately: float
    sharers_lately: float


def seen_by_everybody(organisation_id: int, story_ids: Collection[int], *, now: dt.datetime) -> dict[int, SeenRow]:
    """Of each of these stories how many saw and shared it; stories without any are missing."""
    rows = StoryFigures.objects.filter(organisation_id=organisation_id, story_id__in=list(story_ids))
    return {
        story: SeenRow(offered, sharers, weighed(shown, now=now), weighed(shared, now=now))
        for story, offered, sharers, shown, shared in rows.values_list("story_id", *SeenRow._fields)
    }


def seen_by_division(
    organisation_id: int, division_ids: Collection[int], story_ids: Collection[int], *, now: dt.datetime
) -> dict[int, dict[int, tuple[float, float]]]:
    """Division → story → (to how many it was shown, how many shared it) of late. For the order of lists only, never
    shown."""
    rows = DivisionFigures.objects.filter(
        organisation_id=organisation_id, division_id__in=division_ids, story_id__in=story_ids
    )
    found: dict[int, dict[int, tuple[float, float]]] = {}
    columns = ("division_id", "story_id", "offered_lately", "sharers_lately")
    for division, story, offered, sharers in rows.values_list(*columns):
        found.setdefault(division, {})[story] = (weighed(offered, now=now), weighed(sharers, now=now))
    return found
