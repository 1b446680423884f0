"""Reading the pulse. Only quarters that are over: a sum that nobody can add to any more gives nobody away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from stemme.kit.periods import Period, local_day, quarter_of
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.pulse import freedom
from stemme.pulse.freedom import Answers
from stemme.pulse.marks import mark_of
from stemme.pulse.models import Answered, Pulse, Threshold

#: Three years; older ones are folded away with other groups' figures (kit/retention.py).
_QUARTERS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Result:
    """What a quarter that is over said. ``percent`` and ``answers`` are None when there were too few."""

    quarter: Period
    #: Who felt free, per cent (freedom.shown_percent).
    percent: int | None
    answers: int | None
    #: Who would rather not say; None below the floor, unless it is nobody.
    unsaid: int | None
    threshold: int
    hides_boards: bool


def asked_in(organisation_id: int, *, now: dt.datetime) -> Period:
    """The quarter whose question is open."""
    return quarter_of(local_day(now, people.organisation(organisation_id).time_zone))


def asked_of(viewer: Viewer, *, now: dt.datetime) -> Period:
    """The same for a viewer, without a query."""
    return quarter_of(viewer.today(now))


def is_asked(viewer: Viewer, *, now: dt.datetime) -> bool:
    """Whether the open question is still to be put to the viewer. One query."""
    quarter = asked_of(viewer, now=now).first
    return not has_answered(viewer.organisation_id, viewer.person_id, quarter=quarter)


def floor_of(organisation_id: int) -> int:
    """How many answers a result needs: the organisation's smallest group."""
    return people.organisation(organisation_id).group_floor


def has_answered(organisation_id: int, person_id: int, *, quarter: dt.date) -> bool:
    """Whether the person has answered the quarter's question."""
    mine = marks_of(organisation_id, person_id, quarter)
    return Answered.objects.filter(organisation_id=organisation_id, quarter=quarter, mark__in=mine).exists()


def marks_of(organisation_id: int, person_id: int, quarter: dt.date) -> list[str]:
    """The person's mark of the quarter under today's key and those that were in use before it."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [mark_of(key=key, organisation_id=organisation_id, person_id=person_id, quarter=quarter) for key in keys]


def results(organisation_id: int, *, now: dt.datetime) -> list[Result]:
    """What the quarters that are over said, the newest first."""
    organisation = people.organisation(organisation_id)
    current = quarter_of(local_day(now, organisation.time_zone)).first
    over = Pulse.objects.filter(organisation_id=organisation_id, quarter__lt=current).order_by("-quarter")
    found = list(over[:_QUARTERS_SHOWN])
    thresholds = _thresholds(organisation_id)
    return [_result(row, floor=organisation.group_floor, thresholds=thresholds) for row in found]


def _result(row: Pulse, *, floor: int, thresholds: Sequence[tuple[dt.date, int]]) -> Result:
    answers = Answers((row.step_1, row.step_2, row.step_3, row.step_4, row.step_5), row.unsaid)
    shown = freedom.enough(answers, floor=floor)
    threshold = _valid(thresholds, row.quarter)
    return Result(
        quarter=quarter_of(row.quarter),
        percent=freedom.shown_percent(answers) if shown else None,
        answers=answers.number if shown else None,
        unsaid=answers.unsaid if shown and (answers.unsaid == 0 or answers.unsaid >= floor) else None,
        threshold=threshold,
        hides_boards=freedom.hides_boards(answers, floor=floor, threshold=threshold),
    )


def _thresholds(organisation_id: int) -> list[tuple[dt.date, int]]:
    rows = Threshold.objects.filter(organisation_id=organisation_id).order_by("quarter")
    return list(rows.values_list("quarter", "percent"))


def _valid(thresholds: Sequence[tuple[dt.date, int]], quarter: dt.date) -> int:
    before = [percent for since, percent in thresholds if since <= quarter]
    return before[-1] if before else freedom.DEFAULT_THRESHOLD


def threshold(organisation_id: int, *, now: dt.datetime) -> int:
    """The threshold of the question that is open, per cent."""
    return _valid(_thresholds(organisation_id), asked_in(organisation_id, now=now).first)


def last_result(organisation_id: int, *, now: dt.datetime) -> Result | None:
    """The newest quarter with enough answers, or None. It holds until a later one has enough."""
    return next((row for row in results(organisation_id, now=now) if row.percent is not None), None)


def boards_hidden(organisation_id: int, *, now: dt.datetime) -> bool:
    """Whether boards hide themselves for everybody, because people felt pushed (product.md I4)."""
    return why_hidden(organisation_id, now=now) is not None


def why_hidden(organisation_id: int, *, now: dt.datetime) -> Result | None:
    """The result that hides the boards, for a sentence about it (wording.why_hidden); None while they may be shown."""
    last = last_result(organisation_id, now=now)
    return last if last is not None and last.hides_boards else None
