"""Rounds as the page shows them: the one that is open, one that is closed, and all there were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from stemme.readiness import scoring, showing
from stemme.readiness.models import Round, Task
from stemme.readiness.queries import Said, may_show, said_in
from stemme.readiness.roles import ROLES
from stemme.readiness.scoring import Numbers
from stemme.readiness.statements import BY_KEY, HIGHEST

#: So many rounds are listed, and so many statements on which people disagree.
_ROUNDS, _DIFFERING = 12, 6


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that is being answered. Nothing of what was said is known here."""

    id: int
    number: int
    opened_at: dt.datetime
    closes_on: dt.date
    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class RoleRow:
    """What a role says that may stand by itself. ``names``: of its raters, when all of them agreed."""

    role: str
    raters: int
    names: tuple[str, ...]
    numbers: Numbers


@dataclass(frozen=True, slots=True)
class Differing:
    """A statement on which people disagree. ``counts``: how often each answer from 0 to 4 was given."""

    statement: str
    counts: tuple[int, ...]
    unknown: int
    median: float
    #: The roles that see it lowest and highest; empty when no two rows may stand by themselves.
    talk: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClosedRound:
    """A round that is over. ``numbers`` is None when too few answered to show anything."""

    id: int
    number: int
    opened_at: dt.datetime
    closed_at: dt.datetime
    raters: int
    numbers: Numbers | None
    rows: tuple[RoleRow, ...]
    #: Raters who are part of the whole only.
    without_row: int
    differing: tuple[Differing, ...]


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as the page lists it. ``state``: open, done or dropped."""

    id: int
    text: str
    owner_name: str
    due_on: dt.date | None
    statement: str
    state: str


def open_round(organisation_id: int) -> OpenRound | None:
    """The round that is open, or None."""
    row = (
        Round.objects.filter(organisation_id=organisation_id, closed_at=None)
        .annotate(asked=Count("raters"), answered=Count("raters", filter=Q(raters__answered_at__isnull=False)))
        .first()
    )
    if row is None:
        return None
    return OpenRound(row.pk, row.number, row.opened_at, row.closes_on, row.asked, row.answered)


def closed_rounds(organisation_id: int) -> list[ClosedRound]:
    """The last twelve rounds that are over, the newest first. Three queries."""
    rounds = Round.objects.filter(organisation_id=organisation_id, closed_at__isnull=False)
    found = list(rounds.order_by("-number")[:_ROUNDS])
    said = said_in([row.pk for row in found])
    return [_closed(row, said[row.pk]) for row in found]


def _closed(row: Round, said: list[Said]) -> ClosedRound:
    assert row.closed_at
    shown = may_show(said)
    rows = _rows(said) if shown else ()
    return ClosedRound(
        id=row.pk,
        number=row.number,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        raters=len(said),
        numbers=scoring.numbers([one.answers for one in said]) if shown else None,
        rows=rows,
        without_row=len(said) - sum(one.raters for one in rows),
        differing=_differing([one.answers for one in said], rows) if shown else (),
    )


def _rows(said: Sequence[Said]) -> tuple[RoleRow, ...]:
    by_role = {role: [one for one in said if one.role == role] for role in ROLES}
    groups = {
        role: showing.Group(len(theirs), all(one.named for one in theirs)) for role, theirs in by_role.items() if theirs
    }
    return tuple(
        RoleRow(
            role=role,
            raters=groups[role].raters,
            names=tuple(one.name for one in by_role[role] if one.name) if groups[role].all_named else (),
            numbers=scoring.numbers(showing.told([one.answers for one in by_role[role]], groups[role])),
        )
        for role in showing.rows(groups)
    )


def _differing(answers: Sequence[Mapping[str, int | None]], rows: Sequence[RoleRow]) -> tuple[Differing, ...]:
    found = []
    for key in scoring.by_disagreement(answers)[:_DIFFERING]:
        said = [one[key] for one in answers if key in one]
        medians = {row.role: row.numbers.medians[key] for row in rows if key in row.numbers.medians}
        found.append(
            Differing(
                statement=key,
                counts=tuple(said.count(step) for step in range(HIGHEST + 1)),
                unknown=said.count(None),
                median=scoring.numbers(answers).medians[key],
                talk=_talk(medians),
            )
        )
    return tuple(found)


def _talk(medians: Mapping[str, float]) -> tuple[str, ...]:
    """Those who see it lowest and highest, if these are different ones."""
    if not medians or min(medians.values()) == max(medians.values()):
        return ()
    return min(medians, key=lambda role: medians[role]), max(medians, key=lambda role: medians[role])


def tasks_of(organisation_id: int, round_id: int) -> list[TaskLine]:
    """What was taken on because of this round, and what is still open of others; open ones first, then by day."""
    mine = Task.objects.filter(Q(round_id=round_id) | Q(done_at=None, dropped_at=None), organisation_id=organisation_id)
    lines = [_line(row) for row in mine.select_related("owner").order_by("id")]
    return sorted(lines, key=lambda line: (line.state != "open", line.due_on or dt.date.max, line.id))


def task(organisation_id: int, task_id: int) -> TaskLine | None:
    """One task of the organisation, or None."""
    found = Task.objects.filter(organisation_id=organisation_id, id=task_id).select_related("owner").first()
    return _line(found) if found else None


def _line(row: Task) -> TaskLine:
    state = "done" if row.done_at else "dropped" if row.dropped_at else "open"
    owner = row.owner.name if row.owner else ""
    return TaskLine(row.pk, row.text, owner, row.due_on, row.statement if row.statement in BY_KEY else "", state)


def newest_closed(organisation_id: int) -> int | None:
    """The id of the newest round that is over, or None."""
    rounds = Round.objects.filter(organisation_id=organisation_id, closed_at__isnull=False).order_by("-number")
    return rounds.values_list("id", flat=True).first()
