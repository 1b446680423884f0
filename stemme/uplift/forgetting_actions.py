"""Sums that have served their time."""

from __future__ import annotations

import datetime as dt

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.uplift.models import Outcome


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Outcomes counted more than three years ago; how many."""
    return delete_old(Outcome.objects.filter(counted_at__lt=before("uplift", now=now)), at_once=AT_ONCE)
