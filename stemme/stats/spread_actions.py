"""Counting ``SpreadFigures`` where what they were counted from has changed."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

from stemme.people import queries as people
from stemme.stats.models import SpreadFigures
from stemme.stats.spread_queries import counted_spread, visitors_by_stretch
from stemme.stats.stretches import Stretch, period_of
from stemme.stats.turnout_queries import NOBODY, invited_by_day, turnout_by_stretch

_COLUMNS = (
    "most_active", "others", "by_most_active", "by_others", "wider", "by_wider", "visitors", "shares", "invited",
)  # fmt: skip
#: (visitors, shares, invited people) of a stretch.
Basis = tuple[int, int, int]


def count_spreads() -> int:
    """Count each organisation's weeks, months, quarters and years whose visitors, shares or invited people have changed
    since they were counted; how many. Late clicks and rebuilt days are seen by the same comparison."""
    return sum(_count_of(organisation.id) for organisation in people.organisations())


def _count_of(organisation_id: int) -> int:
    known = {
        (row.grain, row.start): (row.visitors, row.shares, row.invited)
        for row in SpreadFigures.objects.filter(organisation_id=organisation_id)
        if row.wider or not row.most_active  # what was counted before 5 % were asked for is counted again
    }
    changed = {stretch: basis for stretch, basis in _bases(organisation_id).items() if known.get(stretch) != basis}
    for stretch, basis in changed.items():
        _write(organisation_id, stretch, basis)
    gone = known.keys() - visitors_by_stretch(organisation_id).keys()
    for grain, start in gone:
        SpreadFigures.objects.filter(organisation_id=organisation_id, grain=grain, start=start).delete()
    return len(changed) + len(gone)


def _bases(organisation_id: int) -> dict[Stretch, Basis]:
    turnout, snapshots = turnout_by_stretch(organisation_id), invited_by_day(organisation_id)
    return {
        stretch: (visitors, turnout.get(stretch, NOBODY).shares, _valid_at(period_of(stretch).last, snapshots))
        for stretch, visitors in visitors_by_stretch(organisation_id).items()
    }


def _valid_at(day: dt.date, snapshots: Sequence[tuple[dt.date, int]]) -> int:
    place = bisect_right(snapshots, day, key=lambda snapshot: snapshot[0])
    return snapshots[place - 1][1] if place else 0


def _write(organisation_id: int, stretch: Stretch, basis: Basis) -> None:
    found = counted_spread(organisation_id, period_of(stretch))
    values = (
        found.most_active, found.others, found.by_most_active, found.by_others, found.wider, found.by_wider, *basis,
    )  # fmt: skip
    SpreadFigures.objects.bulk_create(
        [
            SpreadFigures(
                organisation_id=organisation_id,
                grain=stretch[0],
                start=stretch[1],
                **dict(zip(_COLUMNS, values, strict=True)),
            )
        ],
        update_conflicts=True,
        unique_fields=["organisation_id", "grain", "start"],
        update_fields=list(_COLUMNS),
    )
