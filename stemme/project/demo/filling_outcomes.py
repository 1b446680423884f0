"""Three goals, and what came of about two in a hundred clicks: through the links that were really clicked."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from stemme.kit.periods import month_start
from stemme.outcomes.actions.conversions import ensure_landing_door
from stemme.outcomes.actions.tallies import count_dirty, mark_dirty
from stemme.outcomes.crediting import shares
from stemme.outcomes.models import Conversion, Goal, Touch
from stemme.project.demo.stage import BATCH, Stage, moment

#: Name, key, kind, department, target per month, worth of one, how many of the others come of it (mockup 12).
_GOALS = (
    ("Leads for heat pumps and district heating", "leads", "lead", "Marketing", 60, 3500, 64),
    ("Job applications", "applications", "application", "HR", 40, 3000, 48),
    ("Newsletter sign-ups", "newsletter", "newsletter", "Communications", 90, 600, 71),
)
#: Which part of the visitors leads to something (2.3 per cent of all clicks); of a hundred outcomes so many had one,
#: two, three voices.
_OF_VISITS = 0.033
_VOICES = (70, 21, 9)
#: A visit: when, and the number of its link in the stage.
_Visit = tuple[dt.datetime, int]
_DAYS_BACK = 400


def make_outcomes(stage: Stage) -> None:
    """Goals, conversions with their touches, and the sums as the job counts them."""
    first = month_start(stage.today - dt.timedelta(days=_DAYS_BACK))
    goals = [_goal(stage, first, about) for about in _GOALS]
    visits = sorted(_visits(stage, first))
    draw = random.Random(12)  # noqa: S311 - invented outcomes, not secrets
    made = [_journey(draw, visits, place) for place in range(len(visits)) if draw.random() < _OF_VISITS]
    kinds = draw.choices(goals, [about[-1] for about in _GOALS], k=len(made))
    door = ensure_landing_door(stage.organisation.id, stage.now)
    rows = [_conversion(stage, draw, goal, door, number, journey)
            for number, (goal, journey) in enumerate(zip(kinds, made, strict=True))]  # fmt: skip
    Conversion.objects.bulk_create(rows, batch_size=BATCH)
    team_of = {person.id: person.team_id for person in stage.person_of.values()}
    touches = [
        touch for row, journey in zip(rows, made, strict=True) for touch in _touches(stage, team_of, row, journey)
    ]
    Touch.objects.bulk_create(touches, batch_size=BATCH)
    mark_dirty(stage.organisation.id, [(row.goal_id, row.day) for row in rows])
    count_dirty(now=stage.now, limit=len(rows) + 1)


def _goal(stage: Stage, first: dt.date, about: tuple[str, str, str, str, int, int, int]) -> Goal:
    name, key, kind, department, target, worth, _often = about
    return Goal.objects.create(
        organisation=stage.organisation, name=name, key=key, kind=kind, department=department, target=target,
        first_day=first, value=Decimal(worth), created_at=stage.now - dt.timedelta(days=_DAYS_BACK),
    )  # fmt: skip


def _visits(stage: Stage, first: dt.date) -> list[_Visit]:
    """Everybody who came since that day."""
    return [
        (moment(day, 8 + (number + visitor) % 13, visitor % 60), number)
        for number, (share, _link) in enumerate(stage.links)
        for day, visitors, _repeats in share.hits
        if first <= day < stage.today
        for visitor in range(visitors)
    ]


def _journey(draw: random.Random, visits: list[_Visit], place: int) -> list[_Visit]:
    """The visit, and up to two before it that led there as well, oldest first."""
    voices = draw.choices((1, 2, 3), _VOICES)[0]
    at = visits[place][0]
    before = [visits[max(0, place - draw.randint(1, 600))] for _ in range(voices - 1)]
    return sorted({visits[place], *(one for one in before if at - one[0] < dt.timedelta(days=30))})


def _conversion(
    stage: Stage, draw: random.Random, goal: Goal, door: int, number: int, journey: list[_Visit]
) -> Conversion:
    last = journey[-1][0]
    at = min(last + dt.timedelta(minutes=draw.randint(2, 40)), stage.now)
    return Conversion(
        organisation=stage.organisation, goal=goal, door_id=door, event_id=f"demo-{number}", body_hash="",
        occurred_at=at, received_at=at, day=last.date(), value=goal.value or Decimal(0), touches=len(journey),
    )  # fmt: skip


def _touches(stage: Stage, team_of: dict[int, int | None], row: Conversion, journey: list[_Visit]) -> list[Touch]:
    credited = shares(at for at, _link in journey)
    found = []
    for number, ((at, place), parts) in enumerate(zip(journey, credited, strict=True)):
        link = stage.links[place][1]
        last, first, linear, position, decay = parts
        found.append(
            Touch(
                organisation=stage.organisation, conversion=row, number=number, clicked_at=at, link_id=link.id,
                story_id=link.story_id, person_id=link.person_id, team_id=team_of.get(link.person_id or 0),
                channel=link.channel, last=last, first=first, linear=linear, position=position, decay=decay,
            )
        )  # fmt: skip
    return found
