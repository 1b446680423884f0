"""What visitors did on landing pages, in sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

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


class Steps(NamedTuple):
    """How many came, stayed five seconds, sent the form, confirmed, saw the sales page, became customers."""

    seen: int = 0
    stayed: int = 0
    form: int = 0
    confirmed: int = 0
    sales: int = 0
    customers: int = 0


STEPS = Steps._fields


def added(many: Iterable[Steps]) -> Steps:
    """All of them together."""
    return Steps(*map(sum, zip(*many, strict=True)))


def steps(
    organisation_id: int,
    period: Period,
    *,
    by: str = "all",
    goal_id: int | None = None,
    only: Sequence[str] = STEPS,
) -> dict[int | str, Steps]:
    """Steps by one of BY; what had none is missing. At most three queries: whole months are read as such.

    ``only``: the steps that are wanted, the others stay 0. ``goal_id``: of pages that count towards this goal. The key
    is 0 under "all"; that of a team is the person's own, 0 for nobody's; that of a channel its name, "" for one that is
    gone.
    """
    found: dict[int | str, Steps] = {}
    for grain, piece in pieces(period):
        rows, column = (_months if grain == "month" else _days)(organisation_id, piece, by)
        if goal_id is not None:
            rows = rows.filter(page__goal_id=goal_id)
        for place, *numbers in rows.order_by().values_list(column).annotate(*map(Sum, only)):
            key, more = _key(grain, by, place), Steps(**dict(zip(only, numbers, strict=True)))
            found[key] = added((found[key], more)) if key in found else more
    return found


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
