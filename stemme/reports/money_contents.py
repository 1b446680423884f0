"""The parts of a report about goals and conversions. Nothing is said of what is not known."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from stemme.kit.periods import Period
from stemme.links.channel_numbers import CHANNEL_NUMBERS
from stemme.outcomes import queries as outcomes
from stemme.outcomes import tally_queries as tallies
from stemme.outcomes.queries import GoalRow
from stemme.outcomes.tally_queries import Sum
from stemme.reports.report import COUNT, TEXT, Column, Note, Section, Tile

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
    currency: str = ""

    @property
    def conversions(self) -> float:
        """Of all goals."""
        return sum(found.conversions for _goal, found in self.goals)


def money_of(organisation_id: int, kind: str, period: Period) -> Money:
    """What conversions are known of the period. Goals that were over before or began after it are left out."""
    rows = [
        goal
        for goal in outcomes.goals(organisation_id)
        if goal.first_day <= period.last and (goal.last_day is None or goal.last_day >= period.first)
    ]
    if not rows:
        return Money(kind)
    found = tallies.sums(organisation_id, period)
    goals = tuple((goal, found.get((goal.id, 0), _NOTHING)) for goal in rows)
    shown = tuple((goal, of) for goal, of in goals if of.conversions or not goal.archived)
    names = {number: key for key, number in CHANNEL_NUMBERS.items()}
    channels: dict[str, float] = {}
    for (_goal, number), of in tallies.sums(organisation_id, period, dimension="channel").items():
        key = names.get(number, "")
        channels[key] = channels.get(key, 0.0) + of.conversions
    return Money(kind, shown, channels)


def tiles(found: Money) -> list[Tile]:
    """The key figures that a board reads first."""
    if not found.goals:
        return []
    return [Tile("conversions", _("Conversions"), found.conversions, COUNT, _("of all goals together"))]


def sections(found: Money) -> list[Section]:
    """The goals, with their targets for a stretch of this length."""
    columns = (
        Column("goal", _("Goal"), TEXT),
        Column("target", _("Target number")),
        Column("conversions", _("Conversions")),
    )
    rows = tuple((goal.name, _target(goal, found.kind), of.conversions) for goal, of in found.goals)
    note = _("Conversions that followed a click on a shared link, credited as each goal says.")
    return [Section("goal", _("Goals"), note, columns, rows)]


def _target(goal: GoalRow, kind: str) -> int | None:
    """The target for a stretch of this kind; None where the goal's own is for a longer one, or there is none."""
    times = _TIMES.get((goal.per, kind))
    return goal.target * times if goal.target is not None and times else None


def notes(found: Money) -> list[Note]:
    """How conversions are credited."""
    if not found.goals:
        return []
    words = _(
        "One conversion may follow clicks on several links; it is shared out among them and counts once. Those without "
        "a click in the goal’s time count for nothing."
    )
    return [Note(_("Conversions"), words)]
