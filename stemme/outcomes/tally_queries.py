"""Reading sums of conversions. Pages read only these, never a touch."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Value
from django.db.models import Sum as Total

from stemme.kit.periods import Period, pieces
from stemme.outcomes.attributing import WHOLE
from stemme.outcomes.crediting import ALL, PERSON
from stemme.outcomes.models import OutcomeTally


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
    """By goal and key of the dimension; what nothing is credited to is missing. At most three queries.

    ``model`` is one of attributing.MODELS; None: each goal's own. The person dimension is for that person alone: ask
    ``person_sum``.
    """
    if dimension == PERSON:
        raise ValueError("what somebody's links led to is for them alone")
    return _read(organisation_id, period, dimension, goal_ids, model, keys)


def sums_by_month(
    organisation_id: int,
    months: Sequence[Period],
    *,
    dimension: str,
    goal_ids: Collection[int] | None = None,
    model: str | None = None,
) -> list[dict[int, float]]:
    """Conversions by key of the dimension in each of these whole months, of the goals together. One query."""
    if dimension == PERSON:
        raise ValueError("what somebody's links led to is for them alone")
    places = {month.first: place for place, month in enumerate(months)}
    rows = OutcomeTally.objects.filter(
        organisation_id=organisation_id, dimension=dimension, grain="month", start__in=list(places),
        model=model or F("goal__model"),
    )  # fmt: skip
    if goal_ids is not None:
        rows = rows.filter(goal_id__in=list(goal_ids))
    found: list[dict[int, float]] = [{} for _ in months]
    grouped = rows.order_by().values_list("start", F("key") + Value(0))
    for start, key, conversions in grouped.annotate(Total("conversions")):
        found[places[start]][key] = int(conversions) / WHOLE
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
    micro: dict[tuple[int, int], tuple[int, int]] = {}
    for grain, piece in pieces(period):
        rows = OutcomeTally.objects.filter(
            organisation_id=organisation_id, dimension=dimension, grain=grain,
            start__gte=piece.first, start__lte=piece.last, model=model or F("goal__model"),
        )  # fmt: skip
        if goal_ids is not None:
            rows = rows.filter(goal_id__in=list(goal_ids))
        if keys is not None:
            rows = rows.filter(key__in=list(keys))
        grouped = rows.order_by().values_list(F("goal_id") + Value(0), F("key") + Value(0))
        for goal, key, conversions, value in grouped.annotate(Total("conversions"), Total("value")):
            before = micro.get((goal, key), (0, 0))
            micro[goal, key] = (before[0] + int(conversions), before[1] + int(value))
    return {place: Sum(parts / WHOLE, Decimal(value) / WHOLE) for place, (parts, value) in micro.items()}
