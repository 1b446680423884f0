"""Whether the figures agree with each other, and with the clicks that are kept."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from django.db import connection, transaction
from django.db.models import Sum

from stemme.kit.periods import local_day, month_start
from stemme.links import kept_queries as links
from stemme.people import queries as people
from stemme.stats.buckets import (
    ALL,
    CHANNEL,
    COLUMN_OF,
    COLUMNS,
    DAY,
    EVER,
    HOUR,
    LINK,
    MONTH,
    PERSON,
    STORY,
    TEAM,
    TOTAL,
)  # fmt: skip
from stemme.stats.models import Drained, Tally
from stemme.stats.part_queries import too_many_in_parts

INBOX, FORGOTTEN = "inbox", "forgotten"
_NAMES = {
    ALL: "the organisation", CHANNEL: "the channels", STORY: "the stories", PERSON: "the persons", LINK: "the links",
    TEAM: "the teams", HOUR: "the hours",
}  # fmt: skip
#: What adds up to the organisation. Not teams: a click counts for each team above, and the tree changes.
_PARTS = (CHANNEL, STORY, PERSON, HOUR)
_VISITORS = COLUMNS.index("visitors")
_NOTHING = (0,) * len(COLUMNS)
#: So many days are named in a sentence; the rest are counted.
_NAMED = 5

Sums = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Figures:
    """Sums over all keys."""

    days: Mapping[tuple[str, dt.date], Sums]
    months: Mapping[tuple[str, dt.date], Sums]
    totals: Mapping[str, Sums]


def disagreements(organisation_id: int) -> list[str]:
    """Where figures contradict each other or the kept clicks, in words; nothing when all is well.

    Everything is read as of one moment, so clicks that are counted meanwhile are none. For ``stemme doctor``.
    """
    with _one_moment():
        figures = _read(organisation_id)
        oldest = oldest_whole_day(organisation_id)
        kept = _kept(organisation_id, oldest)
        parts = too_many_in_parts(organisation_id)
    return [
        *_days_and_months(figures),
        *_months_and_totals(figures),
        *_parts_and_whole(figures, oldest),
        *_figures_and_clicks(figures, kept, oldest),
        *parts,
    ]


def oldest_whole_day(organisation_id: int) -> dt.date | None:
    """The first day of which every click is kept; None while none has ever been forgotten."""
    moment = Drained.objects.filter(name=FORGOTTEN).values_list("position", flat=True).first()
    if moment is None:
        return None
    last = dt.datetime.fromtimestamp(moment / 1000, dt.UTC)
    return local_day(last, people.organisation(organisation_id).time_zone) + dt.timedelta(days=1)


def waiting_since() -> dt.datetime | None:
    """When the oldest click that is not yet counted was answered; None when nothing waits."""
    mark = Drained.objects.filter(name=INBOX).values_list("position", flat=True).first()
    return links.oldest_waiting(mark or 0)


def inbox_is_behind() -> bool:
    """Is the inbox older than the figures, as after a restored backup? Then new clicks would be taken for counted."""
    mark = Drained.objects.filter(name=INBOX).values_list("position", flat=True).first()
    return links.newest_given_id() < (mark or 0)


@contextlib.contextmanager
def _one_moment() -> Iterator[None]:
    """All reads inside see the database as it is at the first one; nobody else has to wait."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:  # Django's own transactions on SQLite take the write lock.
        cursor = connection.cursor()
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _read(organisation_id: int) -> _Figures:
    rows = Tally.objects.filter(organisation_id=organisation_id).order_by()
    sums = [Sum(column) for column in COLUMNS]

    def by_start(grain: str, dimensions: Collection[str]) -> dict[tuple[str, dt.date], Sums]:
        found = rows.filter(grain=grain, dimension__in=dimensions).values_list("dimension", "start").annotate(*sums)
        return {(dimension, start): tuple(columns) for dimension, start, *columns in found}

    totals = rows.filter(grain=TOTAL, start=EVER, dimension__in=_NAMES).values_list("dimension").annotate(*sums)
    return _Figures(
        by_start(DAY, _NAMES), by_start(MONTH, _NAMES), {dimension: tuple(columns) for dimension, *columns in totals}
    )


def _kept(organisation_id: int, oldest: dt.date | None) -> dict[dt.date, Sums]:
    found: dict[dt.date, list[int]] = {}
    for day, hit, clicks, new in links.kept_by_day(organisation_id, first=oldest):
        sums = found.setdefault(day, [0] * len(COLUMNS))
        sums[COLUMNS.index(COLUMN_OF.get(hit, "suspects"))] += clicks
        sums[_VISITORS] += new
    return {day: tuple(sums) for day, sums in found.items()}


def _added(rows: Iterable[tuple[tuple[str, dt.date], Sums]]) -> dict[tuple[str, dt.date], Sums]:
    sums: dict[tuple[str, dt.date], Sums] = {}
    for key, columns in rows:
        sums[key] = tuple(map(add, sums.get(key, _NOTHING), columns))
    return sums


def _days_and_months(figures: _Figures) -> Iterator[str]:
    by_month = _added(
        ((dimension, month_start(day)), sums) for (dimension, day), sums in figures.days.items() if dimension != LINK
    )
    for dimension, name in _NAMES.items():
        wrong = [
            start
            for of, start in sorted({*by_month, *figures.months})
            if of == dimension and by_month.get((of, start)) != figures.months.get((of, start))
        ]
        if wrong:
            yield f"the days of {name} do not add up to the month in {_listed([f'{day:%Y-%m}' for day in wrong])}"


def _months_and_totals(figures: _Figures) -> Iterator[str]:
    by_dimension = _added(((dimension, EVER), sums) for (dimension, _), sums in figures.months.items())
    for dimension, name in _NAMES.items():
        months, total = by_dimension.get((dimension, EVER), _NOTHING), figures.totals.get(dimension, _NOTHING)
        if dimension != LINK and months != total:
            yield f"the months of {name} do not add up to the total ({_differing(months, total)})"


def _parts_and_whole(figures: _Figures, oldest: dt.date | None) -> Iterator[str]:
    days = sorted({day for _, day in figures.days})
    for dimension in (*_PARTS, LINK):
        checked = [day for day in days if dimension != LINK or oldest is None or day >= oldest]
        wrong = [
            day
            for day in checked
            if not _adds_up(
                figures.days.get((dimension, day), _NOTHING), figures.days.get((ALL, day), _NOTHING), dimension
            )
        ]
        if wrong:
            yield f"{_NAMES[dimension]} do not add up to the organisation on {_listed([str(day) for day in wrong])}"
        total, whole = figures.totals.get(dimension, _NOTHING), figures.totals.get(ALL, _NOTHING)
        if not wrong and not _adds_up(total, whole, dimension):
            yield f"{_NAMES[dimension]} do not add up to the organisation since ever ({_differing(total, whole)})"


def _adds_up(parts: Sequence[int], whole: Sequence[int], dimension: str) -> bool:
    """Hits of every class are equal. A visitor may come to several parts, so these are as many or more; an hour is
    where the visitor came first, so hours are equal."""
    least = whole[_VISITORS] <= parts[_VISITORS] if dimension != HOUR else whole[_VISITORS] == parts[_VISITORS]
    return least and _without_visitors(parts) == _without_visitors(whole)


def _without_visitors(sums: Sequence[int]) -> tuple[int, ...]:
    return tuple(value for place, value in enumerate(sums) if place != _VISITORS)


def _figures_and_clicks(figures: _Figures, kept: Mapping[dt.date, Sums], oldest: dt.date | None) -> Iterator[str]:
    counted = {day: sums for (dimension, day), sums in figures.days.items() if dimension == ALL}
    wrong = [
        day
        for day in sorted({*counted, *kept})
        if (oldest is None or day >= oldest) and counted.get(day, _NOTHING) != kept.get(day, _NOTHING)
    ]
    if wrong:
        clicks = sum(sum(_without_visitors(kept.get(day, _NOTHING))) for day in wrong)
        figured = sum(sum(_without_visitors(counted.get(day, _NOTHING))) for day in wrong)
        days = _listed([str(day) for day in wrong])
        yield f"{figured} hits were counted and {clicks} are kept, or of other kinds, on {days}"


def _differing(one: Sequence[int], other: Sequence[int]) -> str:
    names = (f"{name}: {a} and {b}" for name, a, b in zip(COLUMNS, one, other, strict=True) if a != b)
    return ", ".join(names)


def _listed(days: Sequence[str]) -> str:
    more = len(days) - _NAMED
    return ", ".join(days[:_NAMED]) + (f" and {more} more" if more > 0 else "")
