"""What the voices were worth and what they cost (docs/algorithms/value.md). Pure.

Money is Decimal, in the organisation's currency. Nothing is converted from another one.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from stemme.kit.periods import Period, last_day_of_month, month_start

NOTHING = Decimal(0)
_CENT = Decimal("0.01")
#: Lines of cost; of these, hours are work.
HOSTING, LICENCE, TRAINING, EDITORS, OTHER = COST_KINDS = ("hosting", "licence", "training", "editors", "other")


@dataclass(frozen=True, slots=True)
class Range:
    """An amount that nobody knows exactly."""

    low: Decimal = NOTHING
    base: Decimal = NOTHING
    high: Decimal = NOTHING

    def __add__(self, other: Range) -> Range:
        return Range(self.low + other.low, self.base + other.base, self.high + other.high)

    def times(self, number: int) -> Range:
        """So many of it."""
        return Range(self.low * number, self.base * number, self.high * number)


@dataclass(frozen=True, slots=True)
class Price:
    """What a click on a channel would cost elsewhere, and who says so."""

    channel: str
    each: Range
    source: str
    dated: dt.date


@dataclass(frozen=True, slots=True)
class MonthlyCost:
    """A line of cost, per month from its first to its last one; without a last one until now."""

    kind: str
    label: str
    amount: Decimal
    hours: Decimal | None
    first_month: dt.date
    last_month: dt.date | None


@dataclass(frozen=True, slots=True)
class GoalLine:
    """What one goal brought."""

    goal_id: int
    name: str
    conversions: float
    amount: Decimal

    @property
    def each(self) -> Decimal | None:
        """The average worth of one conversion."""
        return rounded(self.amount / Decimal(self.conversions)) if self.conversions else None


@dataclass(frozen=True, slots=True)
class MediaLine:
    """What the visitors of one channel would have cost elsewhere."""

    price: Price
    visitors: int

    @property
    def amount(self) -> Range:
        """Visitors times price."""
        return self.price.each.times(self.visitors)


@dataclass(frozen=True, slots=True)
class CostLine:
    """What one line cost in the period. ``hours``: of work, where it is work."""

    kind: str
    label: str
    amount: Decimal
    hours: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Worth:
    """Value against cost in a period, each sum with its rows."""

    currency: str
    goals: tuple[GoalLine, ...]
    costs: tuple[CostLine, ...]
    #: None where the organisation has switched media value off for good.
    media: tuple[MediaLine, ...] | None
    agreed_with: str = ""
    agreed_on: dt.date | None = None

    @property
    def value(self) -> Decimal:
        """What the conversions were worth. Media value is a replacement cost, not a revenue: it is not in it."""
        return sum((line.amount for line in self.goals), NOTHING)

    @property
    def cost(self) -> Decimal:
        """Everything together."""
        return sum((line.amount for line in self.costs), NOTHING)

    @property
    def media_value(self) -> Range | None:
        """What the same visitors would have cost as clicks elsewhere; None where it is switched off."""
        if self.media is None:
            return None
        return sum((line.amount for line in self.media), Range())

    @property
    def ratio(self) -> Decimal | None:
        """How much came back for each unit spent; None while no cost is known."""
        return rounded(self.value / self.cost) if self.cost else None

    @property
    def left(self) -> Decimal:
        """Value less cost."""
        return self.value - self.cost


def rounded(amount: Decimal) -> Decimal:
    """To a hundredth, a half upwards."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def costs_in(period: Period, lines: Iterable[MonthlyCost], *, until: dt.date) -> list[CostLine]:
    """What these lines cost in the period: of a month that is only partly in it, as many days as are. Days after
    ``until`` have not cost anything yet."""
    found, past = [], list(_months(period.first, min(period.last, until)))
    for line in lines:
        share = sum((part for month, part in past if _holds(line, month)), NOTHING)
        if share:
            hours = rounded(line.hours * share) if line.hours is not None else None
            found.append(CostLine(line.kind, line.label, rounded(line.amount * share), hours))
    return found


def _months(first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, Decimal]]:
    """The first day of each month from one day to another, and the part of its days that lie between them."""
    month = month_start(first)
    while month <= last:
        end = last_day_of_month(month)
        days = max((min(end, last) - max(month, first)).days + 1, 0)
        yield month, Decimal(days) / calendar.monthrange(month.year, month.month)[1]
        month = end + dt.timedelta(days=1)


def _holds(line: MonthlyCost, month: dt.date) -> bool:
    return line.first_month <= month and (line.last_month is None or month <= line.last_month)


def minutes_cost(shares: int, *, minutes_per_share: Decimal, hour_cost: Decimal) -> tuple[Decimal, Decimal]:
    """(hours, amount) of the time that colleagues spend on sharing."""
    hours = minutes_per_share * shares / 60
    return rounded(hours), rounded(hours * hour_cost)


def media_lines(prices: Iterable[Price], visitors: Mapping[str, int]) -> list[MediaLine]:
    """The channels that have a price and had visitors, in the order of the prices."""
    return [MediaLine(price, visitors[price.channel]) for price in prices if visitors.get(price.channel)]
