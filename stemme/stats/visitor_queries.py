"""How many visitors came through the links of people, for their own place on the map of types. Never for others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Sum

from stemme.kit.periods import Period
from stemme.stats.buckets import DAY, MONTH, PERSON
from stemme.stats.models import Tally


def visitors_of(organisation_id: int, person_ids: Collection[int], *, since: dt.date) -> dict[int, int]:
    """Visitors (unique per day) by person in the months from this day's on; whoever had none is missing. One query."""
    rows = (
        Tally.objects.filter(
            organisation_id=organisation_id,
            dimension=PERSON,
            grain=MONTH,
            key__in=person_ids,
            start__gte=since.replace(day=1),
        )
        .values_list("key")
        .annotate(Sum("visitors"))
    )
    return {person: visitors for person, visitors in rows if visitors}


def visitors_by_person(organisation_id: int, period: Period) -> dict[int, int]:
    """Visitors (unique per day) by person in these days; whoever had none is missing. Only for sums over groups: no
    page shows one of the numbers. One query."""
    rows = (
        Tally.objects.filter(
            organisation_id=organisation_id,
            dimension=PERSON,
            grain=DAY,
            start__gte=period.first,
            start__lte=period.last,
        )
        .values_list("key")
        .annotate(Sum("visitors"))
    )
    return {person: visitors for person, visitors in rows if person and visitors}
