"""Whether the sums of outcomes agree with each other, and with the conversions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from django.db.models import Count, Sum

from stemme.outcomes.attributing import WHOLE
from stemme.outcomes.crediting import ALL, CHANNEL, STORY, VOICES
from stemme.outcomes.models import Conversion, DirtyDay, OutcomeTally

#: What adds up to the whole. Not persons, some of whom left; nor teams, of which there are several above each other.
_PARTS = (CHANNEL, STORY, VOICES)
Place = tuple[int, str, dt.date]


def disagreements(organisation_id: int) -> list[str]:
    """Where sums contradict each other or the conversions, in words; nothing when all is well. For the doctor.

    Days that wait to be counted again are left out.
    """
    waiting = set(DirtyDay.objects.filter(organisation_id=organisation_id).values_list("goal_id", "day"))
    if waiting:
        return []
    return [
        *_parts_and_whole(organisation_id), *_days_and_months(organisation_id), *_months_and_years(organisation_id),
        *_sums_and_rows(organisation_id),
    ]  # fmt: skip


def _sums(organisation_id: int, dimension: str, grain: str) -> dict[Place, tuple[int, int]]:
    rows = OutcomeTally.objects.filter(organisation_id=organisation_id, dimension=dimension, grain=grain)
    found = rows.order_by().values_list("goal_id", "model", "start").annotate(Sum("conversions"), Sum("value"))
    return {(goal, model, start): (int(parts), int(value)) for goal, model, start, parts, value in found}


def _parts_and_whole(organisation_id: int) -> Iterator[str]:
    for grain in ("day", "month"):
        whole = _sums(organisation_id, ALL, grain)
        for dimension in _PARTS:
            if _sums(organisation_id, dimension, grain) != whole:
                yield f"outcomes by {dimension} do not add up to all of them by {grain}"


def _days_and_months(organisation_id: int) -> Iterator[str]:
    days = _sums(organisation_id, ALL, "day")
    if _added(days, lambda day: day.replace(day=1)) != _sums(organisation_id, ALL, "month"):
        yield "the days of outcomes do not add up to their months"


def _months_and_years(organisation_id: int) -> Iterator[str]:
    months = _sums(organisation_id, STORY, "month")
    if _added(months, lambda month: month.replace(month=1)) != _sums(organisation_id, STORY, "year"):
        yield "the months of outcomes by story do not add up to their years"


def _added(
    sums: Mapping[Place, tuple[int, int]], start_of: Callable[[dt.date], dt.date]
) -> dict[Place, tuple[int, int]]:
    """The same by longer stretches."""
    found: dict[Place, tuple[int, int]] = {}
    for (goal, model, start), (parts, value) in sums.items():
        place = (goal, model, start_of(start))
        before = found.get(place, (0, 0))
        found[place] = (before[0] + parts, before[1] + value)
    return found


def _sums_and_rows(organisation_id: int) -> Iterator[str]:
    rows = Conversion.objects.filter(organisation_id=organisation_id, cancelled_at=None, touch_rows__linear__gt=0)
    by_day = rows.order_by().values_list("goal_id", "day").annotate(Count("id", distinct=True))
    counted = {(goal, day): number * WHOLE for goal, day, number in by_day}
    figured = {
        (goal, day): parts
        for (goal, model, day), (parts, _value) in _sums(organisation_id, ALL, "day").items()
        if model == "linear"
    }
    if any(counted.get(place, 0) != parts for place, parts in figured.items()):
        yield "more or fewer outcomes were summed than are kept"
