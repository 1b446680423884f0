"""Reading one goal: what is decided about it, its progress, and what each way of crediting makes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from stemme.kit.periods import Period, month_of, quarter_of, year_of
from stemme.links.channel_numbers import CHANNEL_NUMBERS
from stemme.outcomes.attributing import MODELS
from stemme.outcomes.crediting import ALL, CHANNEL, VOICES
from stemme.outcomes.models import Goal
from stemme.outcomes.queries import GoalRow
from stemme.outcomes.tally_queries import Sum, sums

#: What a target is for; "whole": from the first to the last day.
STRETCHES = ("month", "quarter", "year", "whole")
NOTHING = Sum()


@dataclass(frozen=True, slots=True)
class GoalChoice:
    """Everything that is decided about a goal. Ids of streams, campaigns, stories and the owner are looked up before
    (access.py). The three empty: clicks on every story count."""

    name: str
    key: str
    kind: str
    department: str
    owner_id: int | None
    target: int | None
    per: str
    first_day: dt.date
    last_day: dt.date | None
    value: Decimal | None
    value_from_event: bool
    model: str
    window_days: int
    streams: Collection[int] = ()
    campaigns: Collection[int] = ()
    stories: Collection[int] = ()


PLAIN = (
    "name", "key", "kind", "department", "owner_id", "target", "per", "first_day", "last_day", "value",
    "value_from_event", "model", "window_days",
)  # fmt: skip
TIED = ("streams", "campaigns", "stories")


def choice_of(goal: Goal) -> GoalChoice:
    """What is decided about a goal now."""
    tied: dict[str, Any] = {name: sorted(getattr(goal, name).values_list("id", flat=True)) for name in TIED}
    return GoalChoice(**{name: getattr(goal, name) for name in PLAIN}, **tied)


def stored_choice(organisation_id: int, goal_id: int) -> GoalChoice:
    """The same by the goal's id. Raises Goal.DoesNotExist."""
    return choice_of(Goal.objects.get(organisation_id=organisation_id, id=goal_id))


def period_of(goal: GoalRow, day: dt.date, *, today: dt.date) -> Period:
    """The stretch of the goal's target in which a day lies."""
    if goal.per == "whole":
        return Period(goal.first_day, max(goal.first_day, goal.last_day or today))
    return {"month": month_of, "quarter": quarter_of, "year": year_of}[goal.per](day)


@dataclass(frozen=True, slots=True)
class Credited:
    """What one way of crediting gives to each channel; ``total`` is the same in every way."""

    model: str
    by_channel: dict[str, Sum]
    total: Sum


def by_model(organisation_id: int, goal_id: int, period: Period) -> list[Credited]:
    """The five ways side by side, over channels. The key of channels without a name is "". At most 15 queries."""
    keys = {number: key for key, number in CHANNEL_NUMBERS.items()}
    found = []
    for model in MODELS:
        rows = sums(organisation_id, period, dimension=CHANNEL, goal_ids=[goal_id], model=model)
        by_channel = {keys.get(number, ""): row for (_goal, number), row in rows.items()}
        total = Sum(
            round(sum(row.conversions for row in by_channel.values()), 6),
            sum((row.value for row in by_channel.values()), Decimal(0)),
        )
        found.append(Credited(model, by_channel, total))
    return found


def total_of(organisation_id: int, goal_id: int, period: Period) -> Sum:
    """Conversions of a goal in a period, and their worth."""
    return sums(organisation_id, period, dimension=ALL, goal_ids=[goal_id]).get((goal_id, 0), NOTHING)


def voices_of(organisation_id: int, goal_id: int, period: Period) -> dict[int, float]:
    """Conversions by how many people's links led to them: 1, 2, 3 for three or more."""
    rows = sums(organisation_id, period, dimension=VOICES, goal_ids=[goal_id])
    return {number: row.conversions for (_goal, number), row in rows.items()}
