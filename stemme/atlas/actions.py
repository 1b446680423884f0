"""Counting the maps."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

from django.db import transaction

from stemme.atlas.counting_queries import EXPERT, Crowd, seldom_heard
from stemme.atlas.models import ALL, MapCount
from stemme.atlas.queries import counted_for
from stemme.atlas.seldom import may_be_told
from stemme.kit.periods import local_day, week_of
from stemme.maturity.types import KEYS
from stemme.people import queries as people


def count_map(*, organisation_id: int, now: dt.datetime) -> int:
    """Count the maps of an organisation for this week and put them in the place of the older ones; how many groups."""
    organisation = people.organisation(organisation_id)
    today, floor = local_day(now, organisation.time_zone), organisation.group_floor
    crowd = Crowd(organisation_id)
    heard = seldom_heard(organisation_id, crowd.experts, today=today, floor=floor)
    rows = []
    for counted in crowd.counted(floor=floor):
        whole = counted.kind == ALL
        parts = [cloud.panes for cloud in counted.figures.clouds]
        may = whole and heard is not None and may_be_told(parts, KEYS.index(EXPERT))
        told = asdict(heard) if may and heard else None
        rows.append(
            MapCount(
                organisation_id=organisation_id,
                kind=counted.kind,
                key=counted.key,
                week=week_of(today).first,
                counted_at=now,
                floor=floor,
                people=people.invited_people(organisation_id) if whole else None,
                figures={**counted.figures.written(), "seldom": told},
            )
        )
    with transaction.atomic():
        MapCount.objects.filter(organisation_id=organisation_id).delete()
        MapCount.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def count_due(*, now: dt.datetime) -> int:
    """Count the maps of all organisations whose map is of an earlier week, or of another floor, or not there yet; how
    many organisations. Within a week nothing is counted again: two maps must not tell of the one who came between."""
    due = 0
    for organisation in people.organisations():
        week = week_of(local_day(now, organisation.time_zone)).first
        if counted_for(organisation.id) != (week, organisation.group_floor):
            due += 1
            count_map(organisation_id=organisation.id, now=now)
    return due
