"""How few people a group had at the least, for what may be shown (small_groups.py)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from django.db.models import Case, F, IntegerField, Min, Sum, When

from stemme.kit.periods import Period, quarter_of
from stemme.stats.models import Invited

_DAY = dt.timedelta(days=1)
_EVERYBODY = 0


def quarters_of(period: Period) -> list[Period]:
    """The quarters of the year that a period touches, the oldest first."""
    found = [quarter_of(period.first)]
    while found[-1].last < period.last:
        found.append(quarter_of(found[-1].last + _DAY))
    return found


def invited_each_day(organisation_id: int, period: Period) -> dict[dt.date, int]:
    """How many people were invited on each day of the period, where that is known and anybody was. One query."""
    rows = Invited.objects.filter(
        organisation_id=organisation_id, team_id=_EVERYBODY, day__gte=period.first, day__lte=period.last, people__gt=0
    )
    return dict(rows.values_list("day", "people"))


def least_by_quarter(
    organisation_id: int, period: Period, tops: Collection[int], known: Mapping[int, int], *, whole: int = _EVERYBODY
) -> dict[int, tuple[int, ...]]:
    """The same of each of these topmost teams, and of those in none (key 0), for each quarter the period touches.

    ``whole``: the team that all of these lie in, when they are not topmost. ``known``: what is valid for a quarter that
    nobody took a snapshot in, by the same keys. Two queries a quarter.
    """
    quarters = [_least_in(organisation_id, quarter, tops, whole) or known for quarter in quarters_of(period)]
    return {key: tuple(quarter.get(key, 0) for quarter in quarters) for key in (*tops, 0)}


def _least_in(organisation_id: int, quarter: Period, tops: Collection[int], whole: int) -> dict[int, int]:
    rows = Invited.objects.filter(
        organisation_id=organisation_id, day__gte=quarter.first, day__lte=quarter.last, team_id__in=[*tops, whole]
    )
    outside = Case(When(team_id=whole, then=F("people")), default=-F("people"), output_field=IntegerField())
    days = [number for _day, number in rows.order_by().values_list("day").annotate(number=Sum(outside))]
    if not days:
        return {}
    found = rows.filter(people__gt=0).exclude(team_id=whole).order_by().values_list("team_id")
    return {**dict(found.annotate(least=Min("people"))), 0: min((number for number in days if number > 0), default=0)}
