"""Counting conversions: from touches to the sums that pages read, one goal's day at a time."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Iterable, Mapping

from django.db import connection, transaction

from stemme.kit.periods import Period, month_of, month_start, year_of
from stemme.kit.rows import Row, insert_new
from stemme.kit.tenancy import across_organisations
from stemme.library.attribute_queries import places_of
from stemme.outcomes.attributing import MODELS
from stemme.outcomes.crediting import STORY, Click, Parts, Rules, Sums, counting, shares
from stemme.outcomes.models import Conversion, DirtyDay, Goal, OutcomeTally, Touch
from stemme.outcomes.queries import rules_of
from stemme.people import queries as people

log = logging.getLogger(__name__)
DAY, MONTH, YEAR = "day", "month", "year"
_COLUMNS = (
    "organisation_id", "goal_id", "dimension", "key", "model", "grain", "start", "conversions", "value",
)  # fmt: skip
_AT_ONCE = 2_000


def mark_dirty(organisation_id: int, days: Iterable[tuple[int, dt.date]]) -> None:
    """These days (goal, day) are counted again. Whoever marks a day that is being counted waits for the count's end,
    and a count waits for whoever has marked its day: so nothing is missed in between."""
    rows = [DirtyDay(organisation_id=organisation_id, goal_id=goal, day=day) for goal, day in sorted(set(days))]
    DirtyDay.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["organisation", "goal", "day"], update_fields=["day"]
    )


@across_organisations("days of all organisations wait to be counted in one queue")
def _waiting(limit: int) -> list[tuple[int, int, dt.date]]:
    rows = DirtyDay.objects.order_by("id").values_list("organisation_id", "goal_id", "day")
    return sorted(rows[:limit])


def count_dirty(*, now: dt.datetime, limit: int = 1_000) -> int:
    """Count the days that were marked, at most ``limit``; how many. A goal's month is one transaction.

    Any number of workers may count at once: one goal is counted by one of them at a time, by its rules of that moment.
    Counting a day again gives the same sums, unless its conversions or the rules of its goal have changed:
    no sum depends on ``now``, which every job is given.
    """
    began = time.monotonic()
    months: dict[tuple[int, int, dt.date], list[dt.date]] = {}
    waiting = _waiting(limit)
    for organisation_id, goal_id, day in waiting:
        months.setdefault((organisation_id, goal_id, month_start(day)), []).append(day)
    for (organisation_id, goal_id, month), days in months.items():
        with transaction.atomic():
            if marked := _taken(organisation_id, goal_id, days):
                _count_days(_Scene(organisation_id, goal_id), month, marked)
    if waiting:
        log.info("counted %d days of outcomes in %.1f s", len(waiting), time.monotonic() - began)
    return len(waiting)


def _taken(organisation_id: int, goal_id: int, days: list[dt.date]) -> list[dt.date]:
    """Those of the days that are still marked, unmarked now. None when somebody else counted them, or the goal is gone.

    The goal's row is locked first, against two workers who would each make a month of the days they know of, and
    against a change of its rules; not against conversions, which only point to it. Then the marks in the order in which
    ``mark_dirty`` writes them, so that the two never wait for each other in a circle.
    """
    locked = Goal.objects.select_for_update(no_key=True).filter(organisation_id=organisation_id, id=goal_id)
    if not locked.values_list("id", flat=True).first():
        return []
    marks = DirtyDay.objects.filter(organisation_id=organisation_id, goal_id=goal_id, day__in=days)
    found = list(marks.select_for_update().order_by("day").values_list("day", flat=True))
    marks.filter(day__in=found).delete()
    return found


def recount(*, organisation_id: int, goal_id: int) -> int:
    """Mark every day of a goal, since its rules have changed or to see whether the sums still hold; how many."""
    rows = Conversion.objects.filter(organisation_id=organisation_id, goal_id=goal_id, touches__gt=0)
    days = {(goal_id, day) for day in rows.order_by().values_list("day", flat=True).distinct()}
    tallied = OutcomeTally.objects.filter(organisation_id=organisation_id, goal_id=goal_id, grain=DAY)
    days |= {(goal_id, day) for day in tallied.order_by().values_list("start", flat=True).distinct()}
    mark_dirty(organisation_id, days)
    return len(days)


class _Scene:
    """A goal as it is now, with the teams of its organisation."""

    def __init__(self, organisation_id: int, goal_id: int) -> None:
        self.organisation_id, self.goal_id = organisation_id, goal_id
        self.goal = Goal.objects.get(organisation_id=organisation_id, id=goal_id)
        self.rules: Rules = rules_of(self.goal)
        self.lines = people.team_lines(organisation_id)
        self.places: dict[int, tuple[int, int | None]] = {}

    def places_of(self, story_ids: set[int]) -> Mapping[int, tuple[int, int | None]]:
        missing = story_ids - self.places.keys()
        if missing:
            self.places.update(places_of(self.organisation_id, missing))
        return self.places

    def click(self, touch: Touch) -> Click:
        teams = self.lines.get(touch.team_id or 0, ())
        return Click(touch.clicked_at, touch.link_id, touch.story_id, touch.person_id, touch.channel, teams)

    def runs_on(self, day: dt.date) -> bool:
        return self.goal.first_day <= day and (self.goal.last_day is None or day <= self.goal.last_day)


def _count_days(scene: _Scene, month: dt.date, days: list[dt.date]) -> None:
    rows = Conversion.objects.filter(
        organisation_id=scene.organisation_id, goal_id=scene.goal_id, day__in=days, touches__gt=0
    )
    sums = {day: Sums() for day in days}
    last = 0
    while portion := list(rows.filter(id__gt=last).order_by("id")[:_AT_ONCE]):
        last = portion[-1].id
        _count_some(scene, portion, sums)
    _write(scene, month, sums)


def _count_some(scene: _Scene, conversions: list[Conversion], sums: Mapping[dt.date, Sums]) -> None:
    touches: dict[int, list[Touch]] = {}
    rows = Touch.objects.filter(
        organisation_id=scene.organisation_id, conversion_id__in=[one.id for one in conversions]
    )
    for touch in rows.order_by("conversion_id", "number"):
        touches.setdefault(touch.conversion_id, []).append(touch)
    places = scene.places_of({touch.story_id for some in touches.values() for touch in some})
    changed: list[Touch] = []
    worth: list[Conversion] = []
    for one in conversions:
        here = touches.get(one.id, [])
        clicks = counting(map(scene.click, here), rules=scene.rules, at=one.occurred_at, places=places)
        credited = shares(click.at for click in clicks)
        changed += _changed(here, dict(zip(((c.at, c.link_id) for c in clicks), credited, strict=True)))
        value = scene.rules.worth(one.event_value)
        if value != one.value:
            one.value = value
            worth.append(one)
        if clicks and one.cancelled_at is None and scene.runs_on(one.day):
            sums[one.day].add(clicks, credited, value)
    Touch.objects.bulk_update(changed, MODELS, batch_size=500)
    Conversion.objects.bulk_update(worth, ["value"], batch_size=500)


def _changed(touches: list[Touch], credited: Mapping[tuple[dt.datetime, int], Parts]) -> list[Touch]:
    """Those touches whose parts are others under the goal's rules of today, with these."""
    found = []
    for touch in touches:
        parts = credited.get((touch.clicked_at, touch.link_id), (0,) * len(MODELS))
        if parts != tuple(getattr(touch, model) for model in MODELS):
            for model, part in zip(MODELS, parts, strict=True):
                setattr(touch, model, part)
            found.append(touch)
    return found


def _write(scene: _Scene, month: dt.date, sums: Mapping[dt.date, Sums]) -> None:
    """Replace the sums of these days, and make their month and year anew."""
    ours = OutcomeTally.objects.filter(organisation_id=scene.organisation_id, goal_id=scene.goal_id)
    ours.filter(grain=DAY, start__in=list(sums)).delete()
    rows: list[Row] = [
        (scene.organisation_id, scene.goal_id, dimension, key, model, DAY, day, conversions, value)
        for day, of_day in sorted(sums.items())
        for (dimension, key, model), (conversions, value) in sorted(of_day.found.items())
    ]
    insert_new(OutcomeTally, rows, columns=_COLUMNS)
    _add_up(scene, MONTH, month_of(month), of=DAY)
    # A year of thousands of stories would be twelve months of them.
    _add_up(scene, YEAR, year_of(month), of=MONTH, dimension=STORY)


def _add_up(scene: _Scene, grain: str, whole: Period, *, of: str, dimension: str | None = None) -> None:
    """Make the sums of a month or year anew from those of its days or months, of all dimensions or of one."""
    ours = OutcomeTally.objects.filter(organisation_id=scene.organisation_id, goal_id=scene.goal_id)
    ours.filter(grain=grain, start=whole.first).delete()
    names = ", ".join(f'"{column}"' for column in _COLUMNS)
    only = " AND dimension = %s" if dimension else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO outcomes_outcometally ({names}) "
            "SELECT organisation_id, goal_id, dimension, key, model, %s, %s, sum(conversions), sum(value) "
            "FROM outcomes_outcometally WHERE organisation_id = %s AND goal_id = %s AND grain = %s "
            f"AND start >= %s AND start <= %s{only} GROUP BY organisation_id, goal_id, dimension, key, model",
            [
                grain, whole.first, scene.organisation_id, scene.goal_id, of, whole.first, whole.last,
                *([dimension] if dimension else []),
            ],
        )  # fmt: skip
