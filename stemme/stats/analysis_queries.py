"""What shares brought, by what they have in common. Reads the roll-up of shares and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Min

from stemme.stats.buckets import MONTH
from stemme.stats.models import SharesCounted, ShareTally
from stemme.stats.share_rates import Brought
from stemme.stats.share_sums import STORY, UNCOUNTED, WHOLE

_COLUMNS = ("shares", "visitors", "squares", "posted", "visited")


@dataclass(frozen=True, slots=True)
class SharedIn:
    """The shares of one stretch: all, those without counting, and the groups of each dimension by key."""

    whole: Brought = field(default_factory=Brought)
    uncounted: int = 0
    groups: dict[str, dict[str, Brought]] = field(default_factory=dict)


def shared_in(organisation_id: int, grain: str, start: dt.date) -> SharedIn | None:
    """The shares of a stretch (share_sums.py); None when nobody shared, or too few people to speak of. One query."""
    rows = ShareTally.objects.filter(organisation_id=organisation_id, grain=grain, start=start)
    rows = rows.exclude(dimension=STORY)
    groups: dict[str, dict[str, Brought]] = {}
    for dimension, key, *columns in rows.values_list("dimension", "key", *_COLUMNS):
        groups.setdefault(dimension, {})[key] = Brought(*columns)
    whole = groups.pop(WHOLE, {}).get("")
    if whole is None:
        return None
    uncounted = groups.pop(UNCOUNTED, {}).get("", Brought()).shares
    return SharedIn(whole, uncounted, groups)


def first_month(organisation_id: int) -> dt.date | None:
    """The first day of the first month in which enough people shared to speak of it."""
    rows = ShareTally.objects.filter(organisation_id=organisation_id, grain=MONTH, dimension=WHOLE)
    first: dt.date | None = rows.aggregate(first=Min("start"))["first"]
    return first


def counted_at(organisation_id: int) -> dt.datetime | None:
    """When the organisation's shares were counted last; None if never."""
    return SharesCounted.objects.filter(organisation_id=organisation_id).values_list("at", flat=True).first()
