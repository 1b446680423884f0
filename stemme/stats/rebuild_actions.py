"""Counting kept clicks again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from operator import sub
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from stemme.kit.periods import Period, month_of, month_start
from stemme.kit.rows import Row, add_to
from stemme.links import queries as link_queries
from stemme.people import queries as people
from stemme.stats.actions import BUCKET
from stemme.stats.agreement_queries import INBOX, oldest_whole_day
from stemme.stats.buckets import (
    COLUMNS,
    DAY,
    DIMENSIONS,
    EVER,
    LINK,
    MONTH,
    TOTAL,
    Hit,
    Tallies,
    Thing,
    place_in_time,
    stretches,
)
from stemme.stats.models import Drained, Tally

_ASKED_AT_ONCE = 5_000
_NOTHING = (0,) * len(COLUMNS)
_SUMMED = tuple(dimension for dimension in DIMENSIONS if dimension != LINK)


Sums = tuple[int, ...]


class ClicksGoneError(ValueError):
    """Some clicks of these days are no longer kept. ``oldest`` is the first day that can be rebuilt."""

    def __init__(self, oldest: dt.date) -> None:
        super().__init__(f"clicks are complete from {oldest} on")
        self.oldest = oldest


def rebuild(*, organisation_id: int, first: dt.date, last: dt.date) -> int:
    """Count the kept clicks of these days again; how many. Gives the same sums as the first time (tests prove it).

    Day by day, each in a transaction of its own in which months and totals move along, so that figures agree at every
    moment and others can write in between. At last the months of these days, and all totals, are made the sums of what
    they consist of. Raises ClicksGoneError when clicks of the first day are gone already: its figures would become too
    small. Months and totals keep what lies before.
    """
    oldest = oldest_whole_day(organisation_id)
    if oldest is not None and first < oldest:
        raise ClicksGoneError(oldest)
    number = sum(_rebuild_day(organisation_id, day) for day in Period(first, last))
    for month in sorted({month_start(day) for day in Period(first, last)}):
        with transaction.atomic():
            _wait_for_roll_up()
            _sum_up(organisation_id, month_of(month))
    return number


def _wait_for_roll_up() -> None:
    """From here to the end of the transaction no click is counted."""
    Drained.objects.select_for_update().filter(name=INBOX).first()


def _rebuild_day(organisation_id: int, day: dt.date) -> int:
    with transaction.atomic():
        _wait_for_roll_up()
        tallies, number = _count_again(organisation_id, day)
        new = {thing: tuple(sums) for thing, sums in tallies.days.get((organisation_id, day), {}).items()}
        base = Tally.objects.filter(organisation_id=organisation_id, dimension__in=DIMENSIONS, grain=DAY, start=day)
        found = base.values_list("dimension", "key", *COLUMNS)
        old = {(dimension, key): tuple(columns) for dimension, key, *columns in found}
        differences = {
            thing: tuple(map(sub, new.get(thing, _NOTHING), old.get(thing, _NOTHING)))
            for thing in sorted({*old, *new})
            if old.get(thing) != new.get(thing)
        }
        if differences:
            base.delete()
            rows: list[Row] = [
                (organisation_id, dimension, DAY, day, key, *new[dimension, key]) for dimension, key in sorted(new)
            ]
            add_to(Tally, rows, key=BUCKET, sums=COLUMNS)
            _move_along(organisation_id, day, differences)
    return number


def _count_again(organisation_id: int, day: dt.date) -> tuple[Tallies, int]:
    zone = ZoneInfo(people.organisation(organisation_id).time_zone)
    lines = people.team_lines(organisation_id)
    tallies, number = Tallies(), 0
    for click in link_queries.kept_clicks(organisation_id, first=day, last=day):
        _, hour = place_in_time(click.at, zone)
        hit = Hit(
            organisation_id, click.link_id, click.story_id, click.person_id, click.channel,
            lines.get(click.team_id or 0, ()), click.day, hour, click.hit, click.visitor,
        )  # fmt: skip
        tallies.add(hit, click.new_for)
        number += 1
    return tallies, number


def _move_along(organisation_id: int, day: dt.date, differences: Mapping[Thing, Sums]) -> None:
    """Months and totals change by what the day changes: of a link, older days are gone."""
    longer: dict[tuple[str, str, dt.date], dict[int, Sums]] = {}
    for (dimension, key), difference in differences.items():
        for grain, start in stretches(dimension, day)[1:]:
            longer.setdefault((dimension, grain, start), {})[key] = difference
    for (dimension, grain, start), changed in longer.items():
        keys = list(changed)
        for place in range(0, len(keys), _ASKED_AT_ONCE):
            some = keys[place : place + _ASKED_AT_ONCE]
            before = Tally.objects.filter(
                organisation_id=organisation_id, dimension=dimension, grain=grain, start=start, key__in=some
            )
            sums = {key: columns for key, *columns in before.values_list("key", *COLUMNS)}
            rows: list[Row] = [
                (organisation_id, dimension, grain, start, key, *_moved(sums.get(key, _NOTHING), changed[key]))
                for key in some
            ]
            before.delete()
            add_to(Tally, [row for row in rows if any(row[5:])], key=BUCKET, sums=COLUMNS)


def _moved(sums: Sequence[int], difference: Sums) -> Sums:
    """Never below nothing, which only a damaged figure could come to."""
    return tuple(max(0, total + more) for total, more in zip(sums, difference, strict=True))


def _sum_up(organisation_id: int, month: Period) -> None:
    """Make this month the sum of its days, and every total the sum of its months; links have no months."""
    base = Tally.objects.filter(organisation_id=organisation_id, dimension__in=_SUMMED)
    base.filter(grain=MONTH, start=month.first).delete()
    _insert_sums(organisation_id, grain=MONTH, start=month.first, of=DAY, between=month)
    base.filter(grain=TOTAL).delete()
    _insert_sums(organisation_id, grain=TOTAL, start=EVER, of=MONTH, between=Period(EVER, dt.date.max))


def _insert_sums(organisation_id: int, *, grain: str, start: dt.date, of: str, between: Period) -> None:
    """In the database, for a busy organisation has more than a million days of persons."""
    columns = ", ".join(f'"{column}"' for column in COLUMNS)
    sums = ", ".join(f'sum("{column}")' for column in COLUMNS)
    marks = ", ".join(["%s"] * len(_SUMMED))
    key = ", ".join(BUCKET)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO stats_tally ({key}, {columns}) "
            f"SELECT organisation_id, dimension, %s, %s, key, {sums} FROM stats_tally "
            f"WHERE organisation_id = %s AND dimension IN ({marks}) AND grain = %s AND start >= %s AND start <= %s "
            "GROUP BY organisation_id, dimension, key",
            [grain, start, organisation_id, *_SUMMED, of, between.first, between.last],
        )
