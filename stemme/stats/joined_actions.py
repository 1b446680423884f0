"""Counting who joined when, and has shared since."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db import transaction

from stemme.kit.periods import local_day, quarter_of
from stemme.kit.rows import insert_new
from stemme.people import joined_queries as people
from stemme.people import queries
from stemme.sharing import sharer_queries as sharing
from stemme.stats.models import JoinedFigures

#: Names go from shares after a year (kit/retention.py): of who joined earlier it is no longer known.
_KNOWN = dt.timedelta(days=365)
_COLUMNS = ("organisation_id", "start", "people", "shared")


def count_joined(*, now: dt.datetime) -> int:
    """Count each organisation's quarters of joining that lie wholly in the last year, and the running one; how many
    rows. Done twice it gives the same."""
    return sum(_count_of(row.id, row.time_zone, now) for row in queries.organisations())


def _count_of(organisation_id: int, zone: str, now: dt.datetime) -> int:
    oldest = local_day(now - _KNOWN, zone)
    joined = people.joined_since(organisation_id, now - _KNOWN)
    sharers = sharing.who_shared(organisation_id)
    everybody: Counter[dt.date] = Counter()
    shared: Counter[dt.date] = Counter()
    for person, at in joined:
        quarter = quarter_of(local_day(at, zone))
        if quarter.first >= oldest:
            everybody[quarter.first] += 1
            shared[quarter.first] += person in sharers
    with transaction.atomic():
        JoinedFigures.objects.filter(organisation_id=organisation_id).delete()
        rows = [(organisation_id, start, number, shared[start]) for start, number in sorted(everybody.items())]
        insert_new(JoinedFigures, rows, columns=_COLUMNS)
    return len(rows)
