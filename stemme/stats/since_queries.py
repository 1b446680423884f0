"""Who has taken part since certain days: for groups that began at different times. Never for one person's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Min, Q

from stemme.kit.periods import week_of
from stemme.stats.buckets import WEEK
from stemme.stats.models import TakingPart

#: (person, Monday of the first week in which they took part since each of the days asked for, or None)
FirstWeeks = list[tuple[int, tuple[dt.date | None, ...]]]


def first_weeks_since(organisation_id: int, days: Sequence[dt.date]) -> FirstWeeks:
    """For everybody who took part since the earliest of the days: in which week first since each of them. One query.

    Weeks are whole: what somebody did on the days of that week before counts as well. Nobody without a day.
    """
    if not days:
        return []
    mondays = [week_of(day).first for day in days]
    rows = TakingPart.objects.filter(organisation_id=organisation_id, grain=WEEK, start__gte=min(mondays))
    firsts = {f"since_{at}": Min("start", filter=Q(start__gte=monday)) for at, monday in enumerate(mondays)}
    found = rows.order_by().values_list("person_id").annotate(**firsts)
    return [(person_id, weeks) for person_id, *rest in found if (weeks := tuple(rest))]
