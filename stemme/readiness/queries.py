"""What others may know of readiness: the newest result, and what is still to be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from stemme.readiness import scoring
from stemme.readiness.models import Answer, Rater, Round, Task
from stemme.readiness.showing import FEWEST


@dataclass(frozen=True, slots=True)
class Result:
    """What a round said. While one is open, and with too few raters, it has no figures, only how many have answered."""

    number: int
    closed: bool
    #: 0 to 100 by "culture", "technology", "organisation", "insights".
    dimensions: Mapping[str, float | None]
    mean: float | None
    minimum: float | None
    #: "prepare", "pilot", "rollout", "scale" or "".
    stage: str
    raters: int


@dataclass(frozen=True, slots=True)
class TaskRow:
    """Something that was decided and is not done. ``statement`` is the one that it is to lift, or empty."""

    id: int
    text: str
    owner_name: str
    due_on: dt.date | None
    statement: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one rater of a round answered. ``named``: they agreed to stand there by name; else ``name`` is empty."""

    role: str
    named: bool
    name: str
    answers: Mapping[str, int | None]


def said_in(round_ids: Collection[int]) -> dict[int, list[Said]]:
    """What everybody who answered said, by round. For pages that show it by the rules of showing.py only.

    Two queries, however many rounds.
    """
    raters = Rater.objects.filter(round_id__in=round_ids, answered_at__isnull=False).select_related("person")
    answers: dict[int, dict[str, int | None]] = {}
    rows = Answer.objects.filter(rater__round_id__in=round_ids, rater__answered_at__isnull=False)
    for rater_id, statement, value in rows.values_list("rater_id", "statement", "value"):
        answers.setdefault(rater_id, {})[statement] = value
    found: dict[int, list[Said]] = {round_id: [] for round_id in round_ids}
    for rater in raters.order_by("id"):
        name = rater.person.name if rater.named and rater.person else ""
        found[rater.round_id].append(Said(rater.role, rater.named, name, answers.get(rater.pk, {})))
    return found


def may_show(said: list[Said]) -> bool:
    """Whether the whole may be shown: three raters or more, or all of them agreed to be named."""
    return len(said) >= FEWEST or (bool(said) and all(one.named for one in said))


def result_of(organisation_id: int) -> Result | None:
    """The newest closed round that may be shown; else the newest with answers, without figures; else None."""
    rounds = Round.objects.filter(organisation_id=organisation_id).order_by("-number")
    counted = rounds.annotate(answered=Count("raters", filter=Q(raters__answered_at__isnull=False)))
    blank: Result | None = None
    with_answers = list(counted.filter(answered__gt=0))
    closed_ids = [row.pk for row in with_answers if row.closed_at]
    every = said_in(closed_ids) if closed_ids else {}
    for row in with_answers:
        closed, said = row.closed_at is not None, every.get(row.pk, [])
        if may_show(said):
            found = scoring.numbers([one.answers for one in said])
            return Result(
                row.number, closed, found.dimensions, found.mean, found.minimum, found.stage, raters=row.answered
            )
        empty = scoring.numbers([])
        blank = blank or Result(row.number, closed, empty.dimensions, None, None, "", raters=row.answered)
    return blank


def open_tasks(organisation_id: int) -> list[TaskRow]:
    """What is still to be done, by the day until which it should be; those without a day last."""
    rows = Task.objects.filter(organisation_id=organisation_id, done_at=None, dropped_at=None).select_related("owner")
    found = [
        TaskRow(row.pk, row.text, row.owner.name if row.owner else "", row.due_on, row.statement)
        for row in rows.order_by("id")
    ]
    return sorted(found, key=lambda row: (row.due_on or dt.date.max, row.id))
