"""Reading sums of conversions. Pages read only these, never a touch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet, Value
from django.db.models import Sum as Total

from stemme.kit.periods import Period, pieces
from stemme.outcomes.attributing import WHOLE
from stemme.outcomes.crediting import ALL, PERSON
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
    rows = [
        some.values_list("key", "conversions")
        for some in _tallies(organisation_id, period, dimension, goal_ids, model, keys)
    ]
    if not rows:
        return {}
    # Django cannot group what it has put together: thousands of rows would become some ten thousand.
    together, values = _together(rows).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "key", sum("conversions") FROM ({together}) AS "rows" GROUP BY "key"', values)
        return {key: int(parts) / WHOLE for key, parts in cursor.fetchall()}


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
    rows = [
        of_model.filter(dimension=dimension, grain="month", start__in=list(places))
        .values_list("start", F("key") + Value(0))
        .annotate(Total("conversions"))
        for of_model in _by_model(organisation_id, goal_ids, model)
    ]
    for start, key, conversions in _together(rows) if rows else ():
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
    rows = [
        some.values_list(F("goal_id") + Value(0), F("key") + Value(0)).annotate(Total("conversions"), Total("value"))
        for some in _tallies(organisation_id, period, dimension, goal_ids, model, keys)
    ]
    micro: dict[tuple[int, int], tuple[int, int]] = {}
    for goal, key, conversions, value in _together(rows) if rows else ():
        before = micro.get((goal, key), (0, 0))
        micro[goal, key] = (before[0] + int(conversions), before[1] + int(value))
    return {place: Sum(parts / WHOLE, Decimal(value) / WHOLE) for place, (parts, value) in micro.items()}


def _for_all_eyes(dimension: str) -> None:
    if dimension == PERSON:
        raise ValueError("what somebody's links led to is for them alone")


def _tallies(
    organisation_id: int,
    period: Period,
    dimension: str,
    goal_ids: Collection[int] | None,
    model: str | None,
    keys: Collection[int] | None,
) -> Iterable[QuerySet[OutcomeTally]]:
    if keys is not None and not keys:
        return
    for (grain, piece), of_model in product(pieces(period), _by_model(organisation_id, goal_ids, model)):
        some = of_model.filter(dimension=dimension, grain=grain, start__gte=piece.first, start__lte=piece.last)
        yield some if keys is None else some.filter(key__in=list(keys))


def _by_model(
    organisation_id: int, goal_ids: Collection[int] | None, model: str | None
) -> list[QuerySet[OutcomeTally]]:
    """The sums of these goals, those that are credited alike together: only so does SQLite find them by the index,
    where a join with the goals makes it read every sum of the organisation."""
    groups: dict[str, list[int]] = {}
    if model is not None and goal_ids is not None:
        groups[model] = list(goal_ids)
    else:
        goals = Goal.objects.filter(organisation_id=organisation_id)
        if goal_ids is not None:
            goals = goals.filter(id__in=list(goal_ids))
        for goal, own in goals.values_list("id", "model"):
            groups.setdefault(model or own, []).append(goal)
    every = OutcomeTally.objects.filter(organisation_id=organisation_id).order_by()
    return [every.filter(goal_id__in=goals, model=one) for one, goals in sorted(groups.items()) if goals]


def _together(rows: Sequence[QuerySet[Any, Any]]) -> QuerySet[Any, Any]:
    """All of them in one query."""
    return rows[0].union(*rows[1:], all=True)
