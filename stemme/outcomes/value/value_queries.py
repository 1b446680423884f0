"""What the voices were worth and what they cost, from the organisation's own prices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from stemme.kit.periods import Period
from stemme.outcomes.models import ClickPrice, Cost, ValueRules
from stemme.outcomes.queries import GoalRow, goals
from stemme.outcomes.tally_queries import Sum, sums
from stemme.outcomes.value.value import (
    CostLine,
    GoalLine,
    MonthlyCost,
    Price,
    Range,
    Worth,
    costs_in,
    media_lines,
    minutes_cost,
)
from stemme.stats.queries import by_channel
from stemme.stats.share_number_queries import shares_in

#: The line of the colleagues' own time.
SHARING = "sharing"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed for sums of money."""

    currency: str
    hour_cost: Decimal | None
    minutes_per_share: Decimal
    media_off_at: dt.datetime | None
    agreed_with: str
    agreed_on: dt.date | None


@dataclass(frozen=True, slots=True)
class CostRow:
    """A line of cost as it was written down."""

    id: int
    line: MonthlyCost


def agreed(organisation_id: int) -> Agreed | None:
    """The organisation's rules; None while nothing was agreed."""
    row = ValueRules.objects.filter(organisation_id=organisation_id).first()
    if row is None:
        return None
    return Agreed(
        row.currency, row.hour_cost, row.minutes_per_share, row.media_value_off_at, row.agreed_with, row.agreed_on
    )


def prices(organisation_id: int) -> list[Price]:
    """What clicks cost elsewhere, by channel."""
    rows = ClickPrice.objects.filter(organisation_id=organisation_id).order_by("channel")
    return [Price(row.channel, Range(row.low, row.base, row.high), row.source, row.dated) for row in rows]


def costs(organisation_id: int) -> list[CostRow]:
    """Every line of cost, those that hold now first."""
    rows = Cost.objects.filter(organisation_id=organisation_id).order_by("-first_month", "kind", "id")
    return [
        CostRow(row.pk, MonthlyCost(row.kind, row.label, row.amount, row.hours, row.first_month, row.last_month))
        for row in rows
    ]


def value_of(
    organisation_id: int,
    period: Period,
    *,
    today: dt.date,
    known: Sequence[GoalRow] | None = None,
    credited: Mapping[tuple[int, int], Sum] | None = None,
) -> Worth | None:
    """Value against cost in the period until today, with every row it is made of; None while nothing was agreed.

    ``known`` goals and what is ``credited`` to them, each by its own model, where they are read already. Eleven queries
    at most, however long the period is.
    """
    rules = agreed(organisation_id)
    if rules is None:
        return None
    media = None
    if rules.media_off_at is None:
        visitors = {channel: figures.visitors for channel, figures in by_channel(organisation_id, period).items()}
        media = tuple(media_lines(prices(organisation_id), visitors))
    return Worth(
        rules.currency, _goal_lines(organisation_id, period, known, credited),
        _cost_lines(organisation_id, period, rules, today), media,
        rules.agreed_with, rules.agreed_on,
    )  # fmt: skip


def balances(
    organisation_id: int,
    credited: Mapping[Period, Mapping[tuple[int, int], Sum]],
    known: Sequence[GoalRow],
    *,
    today: dt.date,
) -> dict[Period, Worth]:
    """The same of several periods whose sums and goals are read already, without media value; empty while nothing was
    agreed. Two queries and one for each period."""
    rules = agreed(organisation_id)
    if rules is None:
        return {}
    lines = [row.line for row in reversed(costs(organisation_id))]
    return {
        period: Worth(
            rules.currency, _lines_of(known, found), _with_sharing(organisation_id, period, lines, rules, today), None,
            rules.agreed_with, rules.agreed_on,
        )
        for period, found in credited.items()
    }  # fmt: skip


def _goal_lines(
    organisation_id: int,
    period: Period,
    known: Sequence[GoalRow] | None,
    credited: Mapping[tuple[int, int], Sum] | None,
) -> tuple[GoalLine, ...]:
    every = goals(organisation_id) if known is None else known
    if credited is None:
        credited = sums(organisation_id, period, goal_ids=[goal.id for goal in every])
    return _lines_of(every, credited)


def _lines_of(known: Sequence[GoalRow], found: Mapping[tuple[int, int], Sum]) -> tuple[GoalLine, ...]:
    return tuple(
        GoalLine(goal.id, goal.name, one.conversions, one.value) for goal in known if (one := found.get((goal.id, 0)))
    )


def _cost_lines(organisation_id: int, period: Period, rules: Agreed, today: dt.date) -> tuple[CostLine, ...]:
    return _with_sharing(organisation_id, period, [row.line for row in reversed(costs(organisation_id))], rules, today)


def _with_sharing(
    organisation_id: int, period: Period, agreed_lines: Sequence[MonthlyCost], rules: Agreed, today: dt.date
) -> tuple[CostLine, ...]:
    lines = costs_in(period, agreed_lines, until=today)
    if rules.hour_cost:
        hours, amount = minutes_cost(
            shares_in(organisation_id, period), minutes_per_share=rules.minutes_per_share, hour_cost=rules.hour_cost
        )
        lines.append(CostLine(SHARING, "", amount, hours))
    return tuple(lines)
