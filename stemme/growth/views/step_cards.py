"""The card of the next step as the page shows it. Made from rows; no database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from stemme.growth import step_wording, steps
from stemme.growth.actions import NOT_FOR_ME
from stemme.growth.queries import SuggestionRow, TryRow
from stemme.growth.steps import STEP_OF, Step
from stemme.maturity.next_step import NextStep


@dataclass(frozen=True, slots=True)
class Suggested:
    """A step with its words."""

    key: str
    line: str
    why: str
    minutes: int


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A step being tried. ``due``: the page asks how it went; before, from ``ask_from`` on."""

    id: int
    line: str
    since: dt.date
    ask_from: dt.date
    due: bool


@dataclass(frozen=True, slots=True)
class StepCard:
    """What stands on the card: what is under way, else a suggestion, else until when there is none, else nothing."""

    under_way: tuple[UnderWay, ...] = ()
    suggested: Suggested | None = None
    quiet_until: dt.date | None = None


def step_card(
    towards: NextStep, suggestion: SuggestionRow, tries: Sequence[TryRow], *, today: dt.date, time_zone: str
) -> StepCard:
    """The card for somebody whom ``towards`` leads on. While a step is under way no other one is suggested."""
    open_tries = tuple(_under_way(row, today, time_zone) for row in tries if not row.outcome and row.step in STEP_OF)
    if open_tries:
        return StepCard(under_way=open_tries)
    if suggestion.quiet_until is not None and today < suggestion.quiet_until:
        return StepCard(quiet_until=suggestion.quiet_until)
    step = steps.step_shown(
        towards.axis, towards.target, chosen=suggestion.step, not_again=not_again(towards, tries)
    )  # fmt: skip
    return StepCard(suggested=_suggested(step) if step else None)


def not_again(towards: NextStep, tries: Sequence[TryRow]) -> frozenset[str]:
    """The steps that are not suggested: those tried before, or, once all were, only those that were not for them."""
    tried = frozenset(row.step for row in tries)
    if steps.step_shown(towards.axis, towards.target, not_again=tried):
        return tried
    return frozenset(row.step for row in tries if row.outcome == NOT_FOR_ME)


def _suggested(step: Step) -> Suggested:
    return Suggested(step.key, step_wording.step_line(step.key), step_wording.step_why(step.key), step.minutes)


def _under_way(row: TryRow, today: dt.date, time_zone: str) -> UnderWay:
    since = row.tried_at.astimezone(ZoneInfo(time_zone)).date()
    return UnderWay(row.id, step_wording.step_line(row.step), since, row.ask_from, due=row.ask_from <= today)
