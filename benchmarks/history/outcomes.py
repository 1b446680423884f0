"""Conversions on a long history, with the clicks that led to them, and what visitors did on landing pages.

    python -m benchmarks.history.outcomes SLUG CONVERSIONS

In the database of the environment, where ``stats_generate`` made the organisation. Prints one JSON line. Of two years;
few links bring most of it. It does not write again what is there already.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from stemme.kit.rows import insert_new  # noqa: E402
from stemme.landing.models import Page, StepTally  # noqa: E402
from stemme.landing.step_actions import sum_months  # noqa: E402
from stemme.links.models import TrackedLink  # noqa: E402
from stemme.outcomes.actions.tallies import count_dirty, recount  # noqa: E402
from stemme.outcomes.agreement_queries import disagreements  # noqa: E402
from stemme.outcomes.attributing import MODELS  # noqa: E402
from stemme.outcomes.crediting import shares  # noqa: E402
from stemme.outcomes.models import (  # noqa: E402
    ClickPrice,
    Conversion,
    Cost,
    DirtyDay,
    Door,
    Goal,
    OutcomeTally,
    Touch,
    ValueRules,
)
from stemme.people.models import Organisation, Person  # noqa: E402

DAYS, AT_ONCE = 730, 10_000
#: (key, kind, way of crediting, worth); the first two are counted on landing pages.
GOALS = (
    ("leads", "lead", "linear", 400), ("applications", "application", "last", 900), ("sales", "sale", "decay", None),
    ("sign-ups", "event", "first", 60), ("letters", "newsletter", "position", 5),
)  # fmt: skip
#: How many goal's conversions of a hundred: the first ones get most.
SPLIT = (40, 25, 10, 15, 10)
#: Days on which a link brought somebody to a landing page, for each conversion.
STEP_ROWS = 1.5
TOUCH = (
    "organisation_id", "conversion_id", "number", "clicked_at", "link_id", "story_id", "person_id", "team_id",
    "channel", *MODELS,
)  # fmt: skip
STEP = (
    "organisation_id", "page_id", "day", "link_id", "story_id", "channel", "team_id", "seen", "stayed", "form",
    "confirmed", "sales", "customers",
)  # fmt: skip


def _drawn(draw: random.Random, many: list[Any]) -> Any:
    """One of many, the first ones much more often: a hundredth of them gets a fifth, a tenth nearly half."""
    return many[int(len(many) * draw.random() ** 3)]


def _links(organisation: Organisation) -> list[tuple[Any, ...]]:
    """(id, story, person, team, channel), in an order of chance."""
    teams = dict(Person.objects.filter(organisation=organisation).values_list("id", "team_id"))
    rows = TrackedLink.objects.filter(organisation=organisation).order_by("id")
    found = [
        (link, story, person, teams.get(person), channel)
        for link, story, person, channel in rows.values_list("id", "story_id", "person_id", "channel")[:400_000]
    ]
    random.Random(3).shuffle(found)
    return found


def _goals(organisation: Organisation, first_day: dt.date) -> list[Goal]:
    return [
        Goal.objects.get_or_create(
            organisation=organisation, key=key,
            defaults={
                "name": key.title(), "kind": kind, "first_day": first_day, "model": model, "value": worth,
                "value_from_event": worth is None, "target": 2_000, "per": "month",
            },
        )[0]
        for key, kind, model, worth in GOALS
    ]  # fmt: skip


def _money(organisation: Organisation, first_day: dt.date) -> None:
    """What Finance agreed to, so that value against cost is worked out as well."""
    ValueRules.objects.get_or_create(organisation=organisation, defaults={"currency": "NOK", "hour_cost": 640})
    for channel in ("linkedin", "facebook", "x", "xing"):
        price = {"low": 6, "base": 12, "high": 25, "source": "a price list", "dated": first_day}
        ClickPrice.objects.get_or_create(organisation=organisation, channel=channel, defaults=price)
    Cost.objects.get_or_create(
        organisation=organisation, kind="hosting", first_month=first_day.replace(day=1), defaults={"amount": 900}
    )


def _conversions(draw: random.Random, goals: list[Goal], door: Door, count: int, now: dt.datetime) -> list[Conversion]:
    made = []
    for number, goal in enumerate(draw.choices(goals, SPLIT, k=count)):
        at = now - dt.timedelta(days=draw.randrange(DAYS), minutes=draw.randrange(1_440))
        said = draw.randrange(500, 90_000) if goal.value is None else None
        made.append(
            Conversion(
                organisation_id=goal.organisation_id, goal_id=goal.id, door_id=door.id, event_id=f"e-{number}",
                body_hash="", occurred_at=at, received_at=at, day=at.date(), event_value=said,
                value=said or goal.value or 0, touches=draw.choice((1, 1, 1, 2, 3)),
            )
        )  # fmt: skip
    return made


def _moment(at: dt.datetime) -> dt.datetime | str:
    """As the database keeps it, written past Django's models."""
    return at if connection.vendor == "postgresql" else str(at.replace(tzinfo=None))


def _touches(draw: random.Random, links: list[Any], made: list[Conversion]) -> Iterator[tuple[Any, ...]]:
    for one in made:
        clicked = sorted(one.occurred_at - dt.timedelta(days=29 * draw.random() ** 2) for _ in range(one.touches))
        for place, (at, parts) in enumerate(zip(clicked, shares(clicked), strict=True)):
            link, story, person, team, channel = _drawn(draw, links)
            yield one.organisation_id, one.id, place, _moment(at), link, story, person, team, channel, *parts


def _steps(draw: random.Random, links: list[Any], page: Page, count: int, today: dt.date) -> list[tuple[Any, ...]]:
    found = {}
    for _ in range(count):
        link, story, _person, team, channel = _drawn(draw, links)
        seen = 1 + int(draw.expovariate(0.8))
        stayed = sum(draw.random() < 0.6 for _ in range(seen))
        form = sum(draw.random() < 0.3 for _ in range(stayed))
        lead = sum(draw.random() < 0.6 for _ in range(form))
        sales = sum(draw.random() < 0.4 for _ in range(lead))
        day = today - dt.timedelta(days=draw.randrange(DAYS))
        start = (page.organisation_id, page.id, day, link, story, channel, team)
        found[day, link] = (*start, seen, stayed, form, lead, sales, int(sales > 1))
    return list(found.values())


def _fill(organisation: Organisation, count: int, now: dt.datetime) -> None:
    draw = random.Random(9)
    links = _links(organisation)
    first_day = (now - dt.timedelta(days=DAYS + 1)).date()
    goals = _goals(organisation, first_day)
    _money(organisation, first_day)
    door = Door.objects.create(organisation=organisation, kind="api", name="CRM", code=f"crm-{organisation.id}")
    made = _conversions(draw, goals, door, count, now)
    for first in range(0, count, AT_ONCE):
        some = made[first : first + AT_ONCE]
        with transaction.atomic():
            # PostgreSQL tells the ids of new rows, and so does SQLite.
            Conversion.objects.bulk_create(some, batch_size=2_000)
            insert_new(Touch, _touches(draw, links, some), columns=TOUCH)
    rows: list[tuple[Any, ...]] = []
    for goal in goals[:2]:
        page = Page.objects.create(
            organisation=organisation, slug=f"{goal.key}-{organisation.id}", name=goal.name, goal=goal, language="nb",
            published_at=now,
        )  # fmt: skip
        rows += _steps(draw, links, page, int(count * STEP_ROWS / 2), now.date())
    with transaction.atomic():
        # In the order in which they come: what is read together lies together.
        insert_new(StepTally, sorted(rows, key=lambda row: str(row[STEP.index("day")])), columns=STEP)
    sum_months(organisation.id, {row[STEP.index("page_id")] for row in rows})


def main(slug: str, count: int) -> None:
    """Write, count, check; how long each took."""
    organisation, now = Organisation.objects.get(slug=slug), timezone.now()
    begun = time.monotonic()
    fresh = not Conversion.objects.filter(organisation=organisation).exists()
    if fresh:
        _fill(organisation, count, now)
    written = time.monotonic()
    if not OutcomeTally.objects.filter(organisation=organisation).exists():
        for goal in Goal.objects.filter(organisation=organisation):
            recount(organisation_id=organisation.id, goal_id=goal.id)
    days = 0
    while DirtyDay.objects.filter(organisation=organisation).exists():
        days += count_dirty(now=now)
    found = {"written": written - begun, "days": days, "counted": time.monotonic() - written}
    found["rows"] = OutcomeTally.objects.filter(organisation=organisation).count()
    found["steps"] = StepTally.objects.filter(organisation=organisation).count()
    if wrong := disagreements(organisation.id):
        raise SystemExit("\n".join(wrong))
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
