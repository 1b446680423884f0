"""What shares brought, by what they have in common. Reads the roll-up of shares and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Min, Q

from stemme.stats.buckets import MONTH
from stemme.stats.models import SharesCounted, ShareTally
from stemme.stats.share_blocks import TOLD
from stemme.stats.share_rates import Brought
from stemme.stats.share_sums import ALWAYS, QUARTER, UNCOUNTED, WHOLE, YEAR

PERIODS = (MONTH, QUARTER, YEAR)
_COLUMNS = ("shares", "visitors", "squares", "posted", "visited")


@dataclass(frozen=True, slots=True)
class SharedIn:
    """The shares of one stretch: all, those without counting, and the groups of each dimension by key."""

    whole: Brought = field(default_factory=Brought)
    uncounted: int = 0
    groups: dict[str, dict[str, Brought]] = field(default_factory=dict)


def shared_in(organisation_id: int, grain: str, start: dt.date) -> SharedIn | None:
    """The shares of a stretch (share_blocks.py); None when nobody shared, or too few people to speak of. One query."""
    told = TOLD if grain == ALWAYS else grain
    rows = ShareTally.objects.filter(organisation_id=organisation_id, grain=told, start=start)
    groups: dict[str, dict[str, Brought]] = {}
    for dimension, key, *columns in rows.values_list("dimension", "key", *_COLUMNS):
        groups.setdefault(dimension, {})[key] = Brought(*columns)
    whole = groups.pop(WHOLE, {}).get("")
    if whole is None:
        return None
    uncounted = groups.pop(UNCOUNTED, {}).get("", Brought()).shares
    return SharedIn(whole, uncounted, groups)


def first_month(organisation_id: int) -> dt.date | None:
    """The first day of the first month, quarter or year in which enough people shared to speak of it."""
    rows = ShareTally.objects.filter(organisation_id=organisation_id, dimension=WHOLE)
    firsts = rows.aggregate(**{grain: Min("start", filter=Q(grain=grain)) for grain in PERIODS})
    return firsts[MONTH] or firsts[QUARTER] or firsts[YEAR]


def counted_at(organisation_id: int) -> dt.datetime | None:
    """When the organisation's shares were counted last; None if never."""
    return SharesCounted.objects.filter(organisation_id=organisation_id).values_list("at", flat=True).first()
