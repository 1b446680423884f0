"""How many visitors came through the links of people, for their own place on the map of types. Never for others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Sum

from stemme.stats.buckets import MONTH, PERSON
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
