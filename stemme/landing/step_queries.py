"""What visitors did on landing pages, in sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from typing import Any

from django.db.models import F, QuerySet, Sum, Value

from stemme.kit.periods import Period, pieces
from stemme.landing.models import StepMonth, StepTally
from stemme.landing.step_months import ALL, CHANNEL, CHANNEL_OF, STORY, TEAM
from stemme.links.channel_numbers import CHANNEL_NUMBERS

#: What steps can be added up by: what a day is grouped by, and a month's dimension with what it is grouped by.
_BY: dict[str, tuple[F | Value, str, F]] = {
    "all": (Value(0), ALL, F("key")),
    "page": (F("page_id"), ALL, F("page_id")),
    "channel": (F("channel"), CHANNEL, F("key")),
    "story": (F("story_id"), STORY, F("key")),
    "team": (F("team_id"), TEAM, F("key")),
}


@dataclass(frozen=True, slots=True)
class Steps:
    """How many came, stayed five seconds, sent the form, confirmed, saw the sales page, became customers."""

    seen: int = 0
    stayed: int = 0
    form: int = 0
    confirmed: int = 0
    sales: int = 0
    customers: int = 0


STEPS = tuple(field.name for field in fields(Steps))


def added(many: Iterable[Steps]) -> Steps:
    """All of them together."""
    together = [sum(numbers) for numbers in zip(*(astuple(one) for one in many), strict=True)]
    return Steps(*together)


def steps(
    organisation_id: int, period: Period, *, by: str = "all", goal_id: int | None = None
) -> dict[int | str, Steps]:
    """Steps by one of BY; what had none is missing. At most three queries: whole months are read as such.

    ``goal_id``: of pages that count towards this goal. Under "all" the key is 0; that of a team is the person's own, 0
    for nobody's; that of a channel its name, "" for one that is gone.
    """
    found: dict[int | str, list[Steps]] = {}
    for grain, piece in pieces(period):
        rows, key = (_months if grain == "month" else _days)(organisation_id, piece, by)
        if goal_id is not None:
            rows = rows.filter(page__goal_id=goal_id)
        for place, *numbers in rows.order_by().values_list(key).annotate(*(Sum(step) for step in STEPS)):
            found.setdefault(_key(grain, by, place), []).append(Steps(*numbers))
    return {place: added(many) for place, many in found.items()}


def _days(organisation_id: int, period: Period, by: str) -> tuple[QuerySet[Any], F | Value]:
    rows = StepTally.objects.filter(organisation_id=organisation_id, day__gte=period.first, day__lte=period.last)
    return rows, _BY[by][0]


def _months(organisation_id: int, period: Period, by: str) -> tuple[QuerySet[Any], F | Value]:
    _of_day, dimension, key = _BY[by]
    rows = StepMonth.objects.filter(
        organisation_id=organisation_id, dimension=dimension, month__gte=period.first, month__lte=period.last
    )
    return rows, key


def _key(grain: str, by: str, place: int | str | None) -> int | str:
    if by != "channel":
        return place or 0
    if grain == "month":
        return CHANNEL_OF.get(int(place or 0), "")
    return place if place in CHANNEL_NUMBERS else ""
