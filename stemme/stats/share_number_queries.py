"""How many shares there were."""

from __future__ import annotations

from django.db.models import Sum

from stemme.kit.periods import Period, month_start
from stemme.stats.buckets import MONTH, WEEK
from stemme.stats.models import Turnout
from stemme.stats.stretches import stretch_of

_EVERYBODY = 0


def shares_in(organisation_id: int, period: Period) -> int:
    """Shares in a week, or in the months that the period lies in. One query."""
    stretch = stretch_of(period)
    rows = Turnout.objects.filter(organisation_id=organisation_id, team_id=_EVERYBODY)
    if stretch is not None and stretch[0] == WEEK:
        rows = rows.filter(grain=WEEK, start=stretch[1])
    else:
        rows = rows.filter(grain=MONTH, start__gte=month_start(period.first), start__lte=period.last)
    return rows.aggregate(shares=Sum("shares"))["shares"] or 0
