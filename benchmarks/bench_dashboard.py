"""How long the overview and my impact take at the size of the demo, against a page without a single query.

    python benchmarks/bench_dashboard.py [people]

Figures of 13 months for so many people (860 without a word) in 7 divisions with 21 teams, written straight into the
roll-ups: daily figures of everything, monthly of each person and link, taking part by week and month. On the database
of STEMME_DATABASE_URL, else on an embedded one of its own in a temporary folder.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
os.environ["STEMME_DATA"] = tempfile.mkdtemp(prefix="stemme-bench-")
os.environ["STEMME_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "stemme.project.settings"
sys.path.insert(0, str(PROJECT))

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from stemme.kit.periods import month_of, week_of  # noqa: E402
from stemme.library.models import Story, StoryText, Stream  # noqa: E402
from stemme.people.models import Organisation, Person, RoleGrant, Team  # noqa: E402
from stemme.stats import spread_actions, turnout_actions  # noqa: E402
from stemme.stats.buckets import EVER  # noqa: E402
from stemme.stats.models import Invited, StoryFigures, TakingPart, Tally  # noqa: E402
from stemme.stats.stretches import stretches_of  # noqa: E402

#: Seconds for a page.
BUDGET = 0.5
MONTHS = 13
TRIES = 7
NOW = timezone.now()


def house(count: int, chance: random.Random) -> tuple[Organisation, list[Person]]:
    """The organisation with its people and fourteen stories."""
    ours = Organisation.objects.create(slug="bench", name="Bench", mail_domain="bench.example")
    divisions = [Team.objects.create(organisation=ours, name=f"Division {n}") for n in range(7)]
    teams = [Team.objects.create(organisation=ours, name=f"Team {n}", parent=divisions[n % 7]) for n in range(14)]
    people = Person.objects.bulk_create(
        Person(
            organisation=ours, team=chance.choice(teams + divisions), email=f"p{n}@bench.example", given_name=f"P{n}",
            invited_at=NOW, joined_at=NOW,
        )
        for n in range(count)
    )  # fmt: skip
    RoleGrant.objects.create(organisation=ours, person=people[0], role="owner")
    stream = Stream.objects.create(organisation=ours, name="News")
    for n in range(14):
        story = Story.objects.create(
            organisation=ours, stream=stream, language="en", target_url=f"https://bench.example/{n}",
            published_at=NOW - dt.timedelta(days=90 - n), starts_at=NOW - dt.timedelta(days=90 - n),
        )  # fmt: skip
        StoryText.objects.create(story=story, language="en", title=f"Story {n}")
        StoryFigures.objects.create(
            organisation_id=ours.id, story_id=story.id, offered=count, involved=chance.randrange(count), sharers=n
        )
    return ours, people


def months() -> list[dt.date]:
    """First days of the last months, oldest first."""
    found = [month_of(NOW.date())]
    while len(found) < MONTHS:
        found.insert(0, found[0].before())
    return [month.first for month in found]


def figures(ours: Organisation, people: list[Person], chance: random.Random) -> Iterator[Tally]:
    """Figures as a roll-up would have left them."""

    def tally(dimension: str, grain: str, start: dt.date, key: int) -> Tally:
        clicks = chance.randrange(1, 60)
        return Tally(
            organisation_id=ours.id, dimension=dimension, grain=grain, start=start, key=key, clicks=clicks,
            visitors=clicks * 4 // 5, previews=clicks // 4, bots=clicks // 9,
        )  # fmt: skip

    teams = list(Team._base_manager.values_list("id", flat=True))
    few = [("all", [0]), ("channel", range(1, 8)), ("hour", range(168)), ("team", teams)]
    active = chance.sample(people, len(people) // 3)
    for month in months():
        for day in month_of(month):
            yield from (
                tally(dimension, "day", day, key) for dimension, keys in few for key in keys if day < NOW.date()
            )
            yield from (tally("person", "day", day, p.id) for p in chance.sample(active, len(active) // 10))
        yield from (tally(dimension, "month", month, key) for dimension, keys in few for key in keys)
        yield from (tally("person", "month", month, person.id) for person in active)
    yield from (tally("person", "total", EVER, person.id) for person in active)


def taking_part(ours: Organisation, people: list[Person], chance: random.Random) -> Iterator[TakingPart]:
    """Every second person, each week and each month."""
    for month in months():
        weeks = sorted({week_of(day).first for day in month_of(month) if week_of(day).first >= month})
        for grain, start in (("month", month), *(("week", monday) for monday in weeks)):
            for person in chance.sample(people, len(people) // 2):
                yield TakingPart(
                    organisation_id=ours.id, grain=grain, start=start, person_id=person.id, team_id=person.team_id,
                    reads=2, shares=chance.randrange(3),
                )  # fmt: skip


def invited(ours: Organisation, people: list[Person]) -> Iterator[Invited]:
    """Everybody, at the end of each month."""
    counts: dict[int, int] = {0: len(people)}
    above = dict(Team._base_manager.values_list("id", "parent_id"))
    for person in people:
        team = person.team_id
        while team:
            counts[team] = counts.get(team, 0) + 1
            team = above[team]
    for month in months():
        yield from (Invited(organisation_id=ours.id, day=month, team_id=t, people=n) for t, n in counts.items())


def session(person: Person) -> Client:
    """A browser that is signed in."""
    moment = timezone.now().isoformat()
    store = SessionStore()
    store["visit"] = {"person": person.id, "scope": "employee", "started": moment, "seen": moment}
    store.create()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(store.session_key)
    return client


def measure(client: Client, address: str) -> tuple[float, int]:
    """(median seconds, queries) of a page."""
    took = []
    for _ in range(TRIES):
        started = time.perf_counter()
        response = client.get(address, HTTP_HOST="127.0.0.1")
        took.append(time.perf_counter() - started)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
    with CaptureQueriesContext(connection) as seen:
        client.get(address, HTTP_HOST="127.0.0.1")
    return sorted(took)[TRIES // 2], len(seen)


def main() -> None:
    """Fill, measure, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 860
    chance = random.Random(7)
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    ours, people = house(count, chance)
    Tally.objects.bulk_create(figures(ours, people, chance), batch_size=5_000)
    TakingPart.objects.bulk_create(taking_part(ours, people, chance), batch_size=5_000)
    Invited.objects.bulk_create(invited(ours, people), batch_size=5_000)
    turnout_actions.count_turnout(
        ours.id, {s for month in months() for day in month_of(month) for s in stretches_of(day)}
    )
    spread_actions.count_spreads()
    client = session(people[0])
    trivial, _ = measure(Client(), "/how/counting/")
    rows = Tally._base_manager.count() + TakingPart._base_manager.count()
    print(
        f"{count} people, {rows} rows of figures on {connection.vendor}; a page without figures {trivial * 1000:.1f} ms"
    )
    pages = {"overview": "/overview/", "overview_quarter": "/overview/?period=quarter", "impact": "/impact/"}
    for name, address in pages.items():
        took, queries = measure(client, address)
        kept = "kept" if took <= BUDGET else "MISSED"
        print(f"{address}: {took * 1000:.1f} ms, {queries} queries; budget {BUDGET * 1000:.0f} ms: {kept}")
        print(f"bench dashboard_{name}_to_plain_page {took / trivial:.2f}")
        print(f"bench dashboard_{name}_queries {queries}")


if __name__ == "__main__":
    main()
