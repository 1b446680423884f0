"""Outcomes: one event posted ten thousand times, and pages' reads on a long history of conversions.

    python benchmarks/bench_outcomes.py [conversions]

Without a word 20,000 conversions; what the budget is about: 200,000. A database of its own: SQLite in a file, or
the one of STEMME_DATABASE_URL.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT)]
#: Milliseconds for one read of a page.
BUDGET = 100
POSTS, SENDERS, ROUNDS = 10_000, 8, 7
PEOPLE, STORIES, TEAMS, DAYS = 5_000, 1_500, 40, 730
NOW = dt.datetime(2026, 11, 12, 8, 14, tzinfo=dt.UTC)


def main(conversions: int) -> int:
    """Prepare, post, fill, count, read; 1 when something is over its budget."""
    import django

    django.setup()
    from stemme.outcomes.tests.scene import Scene
    from tests.cast import make_cast

    scene = Scene(make_cast(NOW), NOW)
    wrong = _post(scene)
    _fill(scene, conversions)
    return 1 if _read(scene) or wrong else 0


def _post(scene: Any) -> bool:
    from django.db import connection

    click = scene.click(scene.link(scene.cast.cleo))

    def send(number: int) -> Counter[str]:
        try:
            return Counter(scene.record("one-event", [click]).state for _ in range(POSTS // SENDERS))
        finally:
            connection.close()

    started = time.monotonic()
    with ThreadPoolExecutor(SENDERS) as pool:
        states = sum(pool.map(send, range(SENDERS)), Counter[str]())
    print(f"{POSTS:,} posts of one event by {SENDERS} at once: {dict(states)}, {time.monotonic() - started:.1f} s")
    return states != {"new": 1, "same": POSTS - 1}


def _fill(scene: Any, conversions: int) -> None:
    from stemme.outcomes.actions.tallies import count_dirty, mark_dirty
    from stemme.outcomes.models import Conversion, Touch
    from stemme.people.models import Person, Team

    ours = scene.cast.nordlys
    draw = random.Random(9)
    teams = Team.objects.bulk_create(Team(organisation=ours, name=f"Team {n}") for n in range(TEAMS))
    people = Person.objects.bulk_create(
        Person(organisation=ours, email=f"p{n}@nordlys.example", given_name="P", team=teams[n % TEAMS])
        for n in range(PEOPLE)
    )
    first_day = (NOW - dt.timedelta(days=DAYS)).date()
    goals = [scene.make_goal(f"goal-{n}", value=100 * n + 100) for n in range(3)]
    for goal in goals:
        goal.first_day = first_day
        goal.save()
    started = time.monotonic()
    for first in range(0, conversions, 10_000):
        made = [_journey(draw, scene, goals, number) for number in range(first, min(first + 10_000, conversions))]
        Conversion.objects.bulk_create([row for row, _clicks in made], batch_size=2_000)
        touches = [touch for row, clicks in made for touch in _touches(draw, people, row, clicks)]
        Touch.objects.bulk_create(touches, batch_size=2_000)
        mark_dirty(ours.id, {(row.goal_id, row.day) for row, _clicks in made})
    print(f"{conversions:,} conversions written in {time.monotonic() - started:.0f} s")
    started = time.monotonic()
    days = count_dirty(now=NOW, limit=10_000)
    print(f"{days:,} days counted in {time.monotonic() - started:.0f} s")


def _journey(draw: random.Random, scene: Any, goals: list[Any], number: int) -> tuple[Any, list[dt.datetime]]:
    from stemme.outcomes.models import Conversion

    goal = goals[number % len(goals)]
    at = NOW - dt.timedelta(days=draw.randrange(DAYS - 1), minutes=draw.randrange(400))
    voices = draw.choice((1, 1, 1, 2, 3))
    clicks = sorted(at - dt.timedelta(days=25 * draw.random() ** 2) for _ in range(voices))
    row = Conversion(
        organisation=goal.organisation, goal=goal, door=scene.door, event_id=f"b-{number}", body_hash="",
        occurred_at=at, received_at=at, day=at.date(), value=goal.value, touches=voices,
    )  # fmt: skip
    return row, clicks


def _touches(draw: random.Random, people: list[Any], row: Any, clicks: list[dt.datetime]) -> list[Any]:
    from stemme.outcomes.attributing import MODELS
    from stemme.outcomes.crediting import shares
    from stemme.outcomes.models import Touch

    found = []
    for place, (clicked, parts) in enumerate(zip(clicks, shares(clicks), strict=True)):
        person = draw.choice(people)
        found.append(
            Touch(
                organisation_id=row.organisation_id, conversion=row, number=place, clicked_at=clicked,
                link_id=draw.randrange(10**6), story_id=draw.randrange(STORIES), person_id=person.id,
                team_id=person.team_id, channel=draw.choice(("linkedin", "mail", "whatsapp", "x", "facebook")),
                **dict(zip(MODELS, parts, strict=True)),
            )
        )  # fmt: skip
    return found


def _read(scene: Any) -> bool:
    from stemme.kit.periods import Period, month_of, year_of
    from stemme.outcomes.goal_queries import by_model
    from stemme.outcomes.tally_queries import person_sum, sums

    ours, today = scene.cast.nordlys.id, NOW.date()
    goal = max(goal for goal, _key in sums(ours, month_of(today)))
    person = scene.cast.cleo.id
    odd = Period(today - dt.timedelta(days=200), today)
    reads: dict[str, Callable[[], object]] = {
        "month, all": lambda: sums(ours, month_of(today)),
        "year, all": lambda: sums(ours, year_of(today)),
        "200 days, channels": lambda: sums(ours, odd, dimension="channel"),
        "200 days, teams": lambda: sums(ours, odd, dimension="team"),
        "month, stories": lambda: sums(ours, month_of(today), dimension="story"),
        "year, voices": lambda: sums(ours, year_of(today), dimension="voices"),
        "200 days, one person": lambda: person_sum(ours, person, odd),
        "five ways, year": lambda: by_model(ours, goal, year_of(today)),
    }
    over = False
    for name, read in reads.items():
        took = []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            read()
            took.append(1_000 * (time.perf_counter() - started))
        middle = statistics.median(took)
        over |= middle > BUDGET
        print(f"{name:24} {middle:7.1f} ms of {BUDGET}")
    return over


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")
        os.environ["STEMME_DATA"] = folder
        for more in ([], [] if "STEMME_DATABASE_URL" in os.environ else ["--database", "clicks"]):
            subprocess.run([sys.executable, "manage.py", "migrate", "-v0", *more], cwd=PROJECT, check=True)
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
