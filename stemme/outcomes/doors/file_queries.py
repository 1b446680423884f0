"""What a file of outcomes would bring, before anything is done."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from stemme.kit.tables import Table
from stemme.library.attribute_queries import places_of
from stemme.links.click_queries import ClickedLink, clicks_of
from stemme.outcomes.crediting import Click, Rules, counting
from stemme.outcomes.doors.events import Event
from stemme.outcomes.doors.file_reading import Line, folded, read_lines
from stemme.outcomes.event_limits import AHEAD, MOST_WORTH, OLDEST
from stemme.outcomes.models import Conversion, Door, Goal, ValueRules
from stemme.outcomes.queries import rules_of
from stemme.people import queries as people

#: Keys of what keeps a line from counting, besides those of file_reading.
OTHER, UNKNOWN, OUTSIDE = "other", "unknown_click", "outside"
_AT_ONCE = 500
T = TypeVar("T")


@dataclass(slots=True)
class Plan:
    """``new`` lines count, ``same`` ones are here already; ``left_out`` have a problem, by which they are counted."""

    new: list[Line] = field(default_factory=list)
    same: int = 0
    left_out: list[Line] = field(default_factory=list)

    def number(self, *problems: str) -> int:
        """How many lines have one of the problems."""
        return sum(line.problem in problems for line in self.left_out)

    @property
    def wrong(self) -> int:
        """How many lines cannot be read, or not be counted as they are."""
        return len(self.left_out) - self.number(OTHER, UNKNOWN, OUTSIDE)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the organisation has that lines are compared with."""

    organisation_id: int
    rules: dict[str, Rules]
    currency: str
    now: dt.datetime


def plan_file(organisation_id: int, table: Table, *, now: dt.datetime) -> Plan:
    """What a table would bring. Raises ColumnsError. About five queries for each 500 lines."""
    running = {goal.key: goal for goal in Goal.objects.filter(organisation_id=organisation_id, archived_at=None)}
    # A key goes before a name that another goal has.
    names = {folded(goal.name): key for key, goal in running.items()} | {folded(key): key for key in running}
    zone = people.organisation(organisation_id).time_zone
    lines = read_lines(table.rows, zone=zone, goals=names, now=now)
    currency = ValueRules.objects.filter(organisation_id=organisation_id).values_list("currency", flat=True).first()
    rules = {key: rules_of(goal) for key, goal in running.items()}
    around = _Around(organisation_id, rules, currency or "", now)
    plan, taken = Plan(), _taken(organisation_id, lines)
    for some in _portions(lines):
        _judge(plan, some, around, taken)
    return plan


def _taken(organisation_id: int, lines: Sequence[Line]) -> dict[str, str]:
    """The numbers among the file's that came in a file before, with the digests of their words."""
    door = Door.objects.filter(organisation_id=organisation_id, code=file_code(organisation_id)).first()
    if door is None:
        return {}
    rows = Conversion.objects.filter(organisation_id=organisation_id, door=door)
    found: dict[str, str] = {}
    for some in _portions([line.event.event_id for line in lines if line.event]):
        found.update(rows.filter(event_id__in=some).values_list("event_id", "body_hash"))
    return found


def file_code(organisation_id: int) -> str:
    """The code of the organisation's one door for files."""
    return f"file-{organisation_id}"


def _judge(plan: Plan, lines: Sequence[Line], around: _Around, taken: dict[str, str]) -> None:
    clicks = [click for line in lines if line.event for click in line.event.click_ids]
    known: dict[str, ClickedLink] = {}
    for some in _portions(clicks):
        known.update(clicks_of(some, organisation_id=around.organisation_id, now=around.now))
    places = places_of(around.organisation_id, {one.story_id for one in known.values()})
    for line in lines:
        event = line.event
        if event is None:
            plan.left_out.append(line)
            continue
        digest = hashlib.sha256(event.body).hexdigest()
        if event.event_id in taken:
            problem = "" if taken[event.event_id] == digest else OTHER
            plan.same += not problem
        else:
            problem = _problem(event, around, known, places)
            if not problem:
                taken[event.event_id] = digest
                plan.new.append(line)
        if problem:
            plan.left_out.append(Line(line.number, line.cells, event, problem))


def _problem(
    event: Event, around: _Around, known: dict[str, ClickedLink], places: dict[int, tuple[int, int | None]]
) -> str:
    at = event.occurred_at or around.now
    if not around.now - OLDEST <= at <= around.now + AHEAD:
        return "too_old" if at < around.now else "future"
    if event.value is not None and event.value > MOST_WORTH:
        return "value"
    if event.currency and around.currency and event.currency != around.currency:
        return "currency"
    found = [known[click] for click in event.click_ids if click in known]
    if not found:
        return UNKNOWN
    clicks = [Click(one.at, one.link_id, one.story_id, one.person_id, one.channel, ()) for one in found]
    return "" if counting(clicks, rules=around.rules[event.goal], at=at, places=places) else OUTSIDE


def _portions(things: Sequence[T]) -> Iterator[Sequence[T]]:
    for first in range(0, len(things), _AT_ONCE):
        yield things[first : first + _AT_ONCE]
