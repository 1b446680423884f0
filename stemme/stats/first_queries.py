"""Whose first share ever is kept, and how many took part without sharing: for one's own page and for sums of groups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from stemme.stats.buckets import MONTH
from stemme.stats.models import TakingPart


def first_share_kept(organisation_id: int, person_ids: Collection[int], *, since: dt.date) -> set[int]:
    """Those of these people whose first share ever fell into a month from this one on. One query."""
    rows = TakingPart.objects.filter(
        organisation_id=organisation_id, grain=MONTH, start__gte=since, person_id__in=person_ids, first_shares__gt=0
    )
    return set(rows.values_list("person_id", flat=True))


def took_part_without_sharing(organisation_id: int, month: dt.date, team_ids: Collection[int] | None) -> int:
    """How many different people of these teams (None: of all) read or saved in the month and shared nothing."""
    rows = TakingPart.objects.filter(organisation_id=organisation_id, grain=MONTH, start=month, shares=0)
    return (rows if team_ids is None else rows.filter(team_id__in=team_ids)).count()
