"""The parts of a report about goals and conversions. Nothing is said of what is not known."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from stemme.funnel.wording import COST_NAMES, channel_name
from stemme.kit.periods import Period
from stemme.links.channel_numbers import CHANNEL_NUMBERS
from stemme.outcomes import queries as outcomes
from stemme.outcomes import tally_queries as tallies
from stemme.outcomes.narrow_queries import narrow_goals
from stemme.outcomes.queries import GoalRow
from stemme.outcomes.tally_queries import Sum
from stemme.outcomes.value.value import CostLine, GoalLine, MediaLine, Worth
from stemme.outcomes.value.value_queries import SHARING, Agreed, agreed, value_of
from stemme.reports.report import COUNT, MONEY, TEXT, TIMES, Cell, Column, Note, Section, Tile
from stemme.reports.written import cell

#: So many of the shorter stretch are in the longer one.
_TIMES = {("month", "month"): 1, ("month", "quarter"): 3, ("month", "year"): 12, ("quarter", "quarter"): 1,
          ("quarter", "year"): 4, ("year", "year"): 1}  # fmt: skip
_NOTHING = Sum()


@dataclass(frozen=True, slots=True)
class Money:
    """What is known: the goals of the time with what was credited to each, and to each channel."""

    #: month, quarter or year.
    kind: str
    goals: tuple[tuple[GoalRow, Sum], ...] = ()
    channels: dict[str, float] = field(default_factory=dict)
    #: Value against cost with its rows; None while nothing was agreed.
    worth: Worth | None = None
    rules: Agreed | None = None

    @property
    def currency(self) -> str:
        """Of all amounts; empty while nothing was agreed."""
        return self.worth.currency if self.worth else ""

    @property
    def conversions(self) -> float:
        """Of all goals."""
        return sum(found.conversions for _goal, found in self.goals)


def money_of(organisation_id: int, kind: str, period: Period, *, today: dt.date) -> Money:
    """What conversions are known of the period, and what they were worth. Goals that were over before or began after
    it are left out."""
    worth, rules = value_of(organisation_id, period, today=today), agreed(organisation_id)
    rows = [
        goal
        for goal in outcomes.goals(organisation_id)
        if goal.first_day <= period.last and (goal.last_day is None or goal.last_day >= period.first)
    ]
    if not rows:
        return Money(kind, worth=worth, rules=rules)
    found = tallies.sums(organisation_id, period)
    goals = tuple((goal, found.get((goal.id, 0), _NOTHING)) for goal in rows)
    shown = tuple((goal, of) for goal, of in goals if of.conversions or not goal.archived)
    names = {number: key for key, number in CHANNEL_NUMBERS.items()}
    channels: dict[str, float] = {}
    narrow = narrow_goals(organisation_id)
    for (goal_id, number), of in tallies.sums(organisation_id, period, dimension="channel").items():
        if goal_id in narrow:
            continue
        key = names.get(number, "")
        channels[key] = channels.get(key, 0.0) + of.conversions
    return Money(kind, shown, channels, worth, rules)


def tiles(found: Money) -> list[Tile]:
    """The key figures that a board reads first."""
    tiles = []
    if found.goals:
        tiles.append(Tile("conversions", _("Conversions"), found.conversions, COUNT, _("of all goals together")))
    worth = found.worth
    if worth is not None and worth.ratio is not None:
        words = {"value": _written(worth.value, worth), "cost": _written(worth.cost, worth)}
        label = _("Value for each %(currency)s") % {"currency": worth.currency}
        tiles.append(Tile("value_for_each", label, worth.ratio, TIMES, _("%(value)s for %(cost)s") % words))
    return tiles


def sections(found: Money) -> list[Section]:
    """The goals with their targets for a stretch of this length, then value and cost with how each is worked out."""
    columns = (
        Column("goal", _("Goal"), TEXT),
        Column("target", _("Target number")),
        Column("conversions", _("Conversions")),
    )
    rows = tuple((goal.name, _target(goal, found.kind), of.conversions) for goal, of in found.goals)
    note = _("Conversions that followed a click on a shared link, credited as each goal says.")
    goals = Section("goal", _("Goals"), note, columns, rows)
    return [goals, *(_of_worth(found.worth, found.rules) if found.worth and found.rules else ())]


def _of_worth(worth: Worth, rules: Agreed) -> list[Section]:
    name, how = _("What for"), Column("how", _("How it is worked out"), TEXT)
    value = Section(
        "value", _("Value"), _agreed(worth),
        (Column("goal", _("Goal"), TEXT), how, Column("value", _("Value"), MONEY)),
        tuple((line.name, _how_valued(line, worth), line.amount) for line in worth.goals),
        (_("Value"), "", worth.value),
    )  # fmt: skip
    cost = Section(
        "cost", _("Cost"), _("Costs are agreed per month; part of a month counts by its days."),
        (Column("cost", name, TEXT), how, Column("cost", _("Cost"), MONEY)),
        tuple((_cost_name(line), _how_cost(line, worth, rules), line.amount) for line in worth.costs),
        (_("Cost"), "", worth.cost),
    )  # fmt: skip
    return [value, cost, *([_media(worth, worth.media)] if worth.media else [])]


def _media(worth: Worth, lines: tuple[MediaLine, ...]) -> Section:
    """What the same visitors would have cost as clicks, as a range."""
    columns = (
        Column("channel", _("Channel"), TEXT),
        Column("how", _("How it is worked out"), TEXT),
        Column("low", _("Low"), MONEY),
        Column("base", _("Usual"), MONEY),
        Column("high", _("High"), MONEY),
    )
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        amount = line.amount
        rows.append((channel_name(line.price.channel), _how_media(line, worth), amount.low, amount.base, amount.high))
    note = _("What the same visitors would have cost. A replacement cost, not a revenue: it is in no sum above.")
    whole = worth.media_value
    total: tuple[Cell, ...] = (_("All"), "", whole.low, whole.base, whole.high) if whole else ()
    return Section("media", _("Bought as clicks elsewhere"), note, columns, tuple(rows), total)


def _written(amount: Decimal, worth: Worth) -> str:
    return cell(amount, MONEY, worth.currency)


def _agreed(worth: Worth) -> str:
    if not worth.agreed_with or worth.agreed_on is None:
        return ""
    words = {"who": worth.agreed_with, "day": formats.date_format(worth.agreed_on, "DATE_FORMAT")}
    return _("Agreed with %(who)s on %(day)s.") % words


def _how_valued(line: GoalLine, worth: Worth) -> str:
    words = {"number": cell(line.conversions, COUNT, ""), "each": cell(line.each, MONEY, worth.currency)}
    return _("%(number)s × %(each)s") % words


def _cost_name(line: CostLine) -> str:
    name = str(COST_NAMES[line.kind])
    return f"{name}: {line.label}" if line.label else name


def _how_cost(line: CostLine, worth: Worth, rules: Agreed) -> str:
    """Hours with what one of them costs; for the rest what the note of the table says."""
    if line.hours is None or (not line.hours and line.kind != SHARING):
        return _("as agreed per month")
    each = rules.hour_cost if line.kind == SHARING else line.amount / line.hours
    words = {"hours": cell(line.hours, COUNT, ""), "each": cell(each, MONEY, worth.currency)}
    if line.kind == SHARING:
        words["minutes"] = cell(rules.minutes_per_share, COUNT, "")
        return _("%(minutes)s minutes for each share: %(hours)s hours × %(each)s") % words
    return _("%(hours)s hours × %(each)s") % words


def _how_media(line: MediaLine, worth: Worth) -> str:
    each, price = line.price.each, line.price
    words = {
        "visitors": cell(line.visitors, COUNT, ""),
        "low": _exact(each.low),
        "base": _exact(each.base),
        "high": _exact(each.high),
        "source": price.source,
        "day": formats.date_format(price.dated, "YEAR_MONTH_FORMAT"),
    }
    return _("%(visitors)s visitors × %(low)s, %(base)s, %(high)s (%(source)s, %(day)s)") % words


def _exact(amount: Decimal) -> str:
    """A price of a click has cents."""
    return str(formats.number_format(amount, decimal_pos=2))


def _target(goal: GoalRow, kind: str) -> int | None:
    """The target for a stretch of this kind; None where the goal's own is for a longer one, or there is none."""
    times = _TIMES.get((goal.per, kind))
    return goal.target * times if goal.target is not None and times else None


def notes(found: Money) -> list[Note]:
    """How conversions are credited, and what value is."""
    return [*_note_on_conversions(found), *_note_on_value(found)]


def _note_on_value(found: Money) -> list[Note]:
    if found.worth is None or found.worth.ratio is None:
        return []
    words = _(
        "The agreed value of the conversions, divided by what the programme cost, your colleagues’ minutes included. "
        "What clicks would have cost elsewhere is not in it."
    )
    return [Note(_("Value for each %(currency)s") % {"currency": found.currency}, words)]


def _note_on_conversions(found: Money) -> list[Note]:
    if not found.goals:
        return []
    words = _(
        "One conversion may follow clicks on several links; it is shared out among them and counts once. Those without "
        "a click in the goal’s time count for nothing."
    )
    return [Note(_("Conversions"), words)]
