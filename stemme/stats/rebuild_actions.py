"""Counting kept clicks again."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from stemme.kit.periods import Period, month_of
from stemme.kit.rows import add_to
from stemme.links import queries as link_queries
from stemme.people import queries as people
from stemme.stats.actions import BUCKET
from stemme.stats.agreement_queries import INBOX, oldest_whole_day
from stemme.stats.buckets import COLUMNS, DAY, DIMENSIONS, EVER, LINK, MONTH, TOTAL, Hit, Tallies, place_in_time
from stemme.stats.models import Drained, Tally

_ASKED_AT_ONCE = 5_000
_SUMMED = tuple(dimension for dimension in DIMENSIONS if dimension != LINK)


class ClicksGoneError(ValueError):
    """Some clicks of these days are no longer kept. ``oldest`` is the first day that can be rebuilt."""

    def __init__(self, oldest: dt.date) -> None:
        super().__init__(f"clicks are complete from {oldest} on")
        self.oldest = oldest


def rebuild(*, organisation_id: int, first: dt.date, last: dt.date) -> int:
    """Count the kept clicks of these days again; how many. Gives the same sums as the first time (tests prove it).

    Day by day, each in a transaction of its own together with its month and the totals, so that figures agree at every
    moment and others can write in between. Raises ClicksGoneError when clicks of the first day are gone already: its
    figures would become too small. Months and totals keep what lies before.
    """
    oldest = oldest_whole_day(organisation_id)
    if oldest is not None and first < oldest:
        raise ClicksGoneError(oldest)
    return sum(_rebuild_day(organisation_id, day) for day in Period(first, last))


def _rebuild_day(organisation_id: int, day: dt.date) -> int:
    with transaction.atomic():
        Drained.objects.select_for_update().filter(name=INBOX).first()  # No roll-up meanwhile.
        tallies, number = _count_again(organisation_id, day)
        rows = [row for row in tallies.rows() if row[2] == DAY]
        _move_link_totals(organisation_id, day, {int(row[4]): row[5:] for row in rows if row[1] == LINK})  # type: ignore[arg-type, misc]
        Tally.objects.filter(organisation_id=organisation_id, dimension__in=DIMENSIONS, grain=DAY, start=day).delete()
        add_to(Tally, rows, key=BUCKET, sums=COLUMNS)
        _sum_up(organisation_id, month_of(day))
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


def _move_link_totals(organisation_id: int, day: dt.date, new: dict[int, tuple[int, ...]]) -> None:
    """A link's total changes by what its day changes: its older days are gone."""
    links = Tally.objects.filter(organisation_id=organisation_id, dimension=LINK)
    nothing = (0,) * len(COLUMNS)
    old = {key: tuple(columns) for key, *columns in links.filter(grain=DAY, start=day).values_list("key", *COLUMNS)}
    changed = sorted(key for key in {*old, *new} if old.get(key, nothing) != new.get(key, nothing))
    for place in range(0, len(changed), _ASKED_AT_ONCE):
        some = changed[place : place + _ASKED_AT_ONCE]
        totals = links.filter(grain=TOTAL, start=EVER, key__in=some)
        before = {key: columns for key, *columns in totals.values_list("key", *COLUMNS)}
        rows = [
            (organisation_id, LINK, TOTAL, EVER, key, *(
                max(0, total + now - then) for total, now, then in zip(
                    before.get(key, nothing), new.get(key, nothing), old.get(key, nothing), strict=True
                )
            ))
            for key in some
        ]  # fmt: skip
        totals.delete()
        add_to(Tally, [row for row in rows if any(row[5:])], key=BUCKET, sums=COLUMNS)


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
