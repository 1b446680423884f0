"""Reading sums of conversions. Pages read only these, never a touch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

from django.db import connection
from django.db.models import F, Value
from django.db.models import Sum as Total

from stemme.kit.periods import Period, pieces, year_of
from stemme.outcomes.attributing import WHOLE
from stemme.outcomes.crediting import ALL, PERSON, STORY
from stemme.outcomes.models import Goal, OutcomeTally


@dataclass(frozen=True, slots=True)
class Sum:
    """Conversions credited to something, and their worth in the organisation's currency."""

    conversions: float = 0.0
    value: Decimal = Decimal(0)


def sums(
    organisation_id: int,
    period: Period,
    *,
    dimension: str = ALL,
    goal_ids: Collection[int] | None = None,
    model: str | None = None,
    keys: Collection[int] | None = None,
) -> dict[tuple[int, int], Sum]:
    """By goal and key of the dimension; what nothing is credited to is missing. At most two queries.

    ``model`` is one of attributing.MODELS; None: each goal's own. The person dimension is for that person alone: ask
    ``person_sum``.
    """
    _for_all_eyes(dimension)
    return _read(organisation_id, period, dimension, goal_ids, model, keys)


def conversions_by_key(
    organisation_id: int,
    period: Period,
    *,
    dimension: str,
    goal_ids: Collection[int] | None = None,
    model: str | None = None,
    keys: Collection[int] | None = None,
) -> dict[int, float]:
    """The same without values, of the goals together: on pages with thousands of keys a fraction of the time."""
    _for_all_eyes(dimension)
    rows = _grouped(organisation_id, period, dimension, goal_ids, model, keys, by=["key"], added=["conversions"])
    return {key: int(parts) / WHOLE for key, parts in rows}


def sums_by_month(
    organisation_id: int,
    months: Sequence[Period],
    *,
    dimension: str,
    goal_ids: Collection[int] | None = None,
    model: str | None = None,
) -> list[dict[int, float]]:
    """Conversions by key of the dimension in each of these whole months, of the goals together. At most two queries."""
    _for_all_eyes(dimension)
    places = {month.first: place for place, month in enumerate(months)}
    found: list[dict[int, float]] = [{} for _ in months]
    every = OutcomeTally.objects.filter(organisation_id=organisation_id, dimension=dimension, grain="month").order_by()
    rows = [
        every.filter(model=one, goal_id__in=goals, start__in=list(places))
        .values_list("start", F("key") + Value(0))
        .annotate(Total("conversions"))
        for one, goals in _by_model(organisation_id, goal_ids, model)
    ]
    for start, key, conversions in rows[0].union(*rows[1:], all=True) if rows else ():
        month = found[places[start]]
        month[key] = month.get(key, 0.0) + int(conversions) / WHOLE
    return found


def person_sum(organisation_id: int, person_id: int, period: Period) -> dict[int, Sum]:
    """What one person's links led to, by goal, by each goal's own model. For that person alone."""
    found = _read(organisation_id, period, PERSON, None, None, [person_id])
    return {goal: row for (goal, _key), row in found.items()}


def _read(
    organisation_id: int,
    period: Period,
    dimension: str,
    goal_ids: Collection[int] | None,
    model: str | None,
    keys: Collection[int] | None,
) -> dict[tuple[int, int], Sum]:
    rows = _grouped(
        organisation_id, period, dimension, goal_ids, model, keys, by=["goal_id", "key"], added=["conversions", "value"]
    )
    return {(goal, key): Sum(int(parts) / WHOLE, Decimal(int(value)) / WHOLE) for goal, key, parts, value in rows}


def _for_all_eyes(dimension: str) -> None:
    if dimension == PERSON:
        raise ValueError("what somebody's links led to is for them alone")


def _grouped(
    organisation_id: int,
    period: Period,
    dimension: str,
    goal_ids: Collection[int] | None,
    model: str | None,
    keys: Collection[int] | None,
    *,
    by: Sequence[str],
    added: Sequence[str],
) -> list[tuple[Any, ...]]:
    """Rows added up by some columns. In SQL of our own: Django cannot group what it has put together, and takes longer
    to write the nine parts of a year than the database to read them."""
    if keys is not None and not keys:
        return []
    parts, values = [], []
    stretches = [(grain, *_when(grain, piece, keys)) for grain, piece in _pieces(period, dimension)]
    for (grain, when, starts), (one, goals) in product(stretches, _by_model(organisation_id, goal_ids, model)):
        parts.append(
            f"SELECT {', '.join([*by, *added])} FROM {OutcomeTally._meta.db_table} WHERE organisation_id = %s"
            f" AND goal_id IN ({_places(goals)}) AND model = %s AND grain = %s AND dimension = %s AND {when}"
        )
        days = [connection.ops.adapt_datefield_value(day) for day in starts]
        values += [organisation_id, *goals, one, grain, dimension, *days, *(keys or ())]
    if not parts:
        return []
    columns, sums_of = ", ".join(by), ", ".join(f"SUM({column})" for column in added)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns}, {sums_of} FROM ({' UNION ALL '.join(parts)}) AS together GROUP BY {columns}", values
        )
        return cursor.fetchall()


def _pieces(period: Period, dimension: str) -> list[tuple[str, Period]]:
    """Whole months and the days around them; of stories a whole year."""
    return [("year", period)] if dimension == STORY and period == year_of(period.first) else pieces(period)


def _when(grain: str, piece: Period, keys: Collection[int] | None) -> tuple[str, list[dt.date]]:
    """A stretch, as a condition with its days. Of some keys each start is named: by the index a few hundred rows are
    found, where after a stretch both databases would read those of all keys."""
    if keys is None:
        return "start >= %s AND start <= %s", [piece.first, piece.last]
    starts = [piece.first] if grain == "year" else [day for day in piece if grain == "day" or day.day == 1]
    return f"start IN ({_places(starts)}) AND key IN ({_places(keys)})", starts


def _places(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _by_model(organisation_id: int, goal_ids: Collection[int] | None, model: str | None) -> list[tuple[str, list[int]]]:
    """These goals, those that are credited alike together: only so does SQLite find their sums by the index, where a
    join with the goals makes it read every sum of the organisation."""
    if model is not None and goal_ids is not None:
        return [(model, list(goal_ids))] if goal_ids else []
    groups: dict[str, list[int]] = {}
    goals = Goal.objects.filter(organisation_id=organisation_id)
    if goal_ids is not None:
        goals = goals.filter(id__in=list(goal_ids))
    for goal, own in goals.values_list("id", "model"):
        groups.setdefault(model or own, []).append(goal)
    return sorted(groups.items())
