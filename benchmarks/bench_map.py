"""How long the map of the organisation takes: its page for 860 and for 25,000 people, and counting it once a week.

    python benchmarks/bench_map.py [folder]

Seven in ten of the people have placed themselves; fifty teams in ten divisions, twelve places, places on the map
written straight into the table. On the database of STEMME_DATABASE_URL, else on an embedded one of its own. With a
folder the pages of the larger one are left there as HTML, to be looked at in a browser.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

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

from stemme.atlas import actions  # noqa: E402
from stemme.maturity.models import StoredPlace  # noqa: E402
from stemme.maturity.types import TYPES  # noqa: E402
from stemme.people.models import Organisation, Person, RoleGrant, Team  # noqa: E402

#: Seconds of server time for the page.
BUDGET = 0.1
TRIES = 15
PLACED = 0.71
WEIGHTS = (168, 104, 36, 121, 71, 28, 38, 34, 12)
NOW = timezone.now()


def house(count: int, draw: random.Random) -> tuple[Organisation, Person]:
    """An organisation with so many people, and its owner."""
    ours = Organisation.objects.create(slug=f"bench{count}", name="Bench", mail_domain=f"bench{count}.example")
    divisions = [Team.objects.create(organisation=ours, name=f"Division {n}") for n in range(10)]
    teams = [Team.objects.create(organisation=ours, name=f"Team {n}", parent=divisions[n % 10]) for n in range(50)]
    people = Person.objects.bulk_create(
        (
            Person(
                organisation=ours, team=draw.choice(teams), email=f"p{n}@{ours.mail_domain}", given_name=f"P{n}",
                place=f"Town {draw.randrange(12)}", invited_at=NOW, joined_at=NOW,
            )
            for n in range(count)
        ),
        batch_size=2_000,
    )  # fmt: skip
    placed = [person for person in people if draw.random() < PLACED]
    StoredPlace.objects.bulk_create((place(ours, person, draw) for person in placed), batch_size=2_000)
    RoleGrant.objects.create(organisation=ours, person=people[0], role="owner")
    return ours, people[0]


def place(ours: Organisation, person: Person, draw: random.Random) -> StoredPlace:
    """A place near the middle of some type, and half a year ago a little to the left of it."""
    kind = draw.choices(TYPES, WEIGHTS)[0]
    at = {"network": kind.network + draw.uniform(-0.5, 0.5), "activity": kind.activity + draw.uniform(-0.5, 0.5)}
    rest: dict[str, Any] = dict.fromkeys(
        ("network_sd", "network_low", "network_high", "activity_sd", "activity_low", "activity_high"), 0.3
    )
    earlier = {"earlier_network": at["network"], "earlier_activity": at["activity"] - draw.choice((0, 0, 0, 0.4))}
    return StoredPlace(
        organisation=ours, person=person, type=kind.key, on_map=True, placed_at=NOW, **at, **rest, **earlier
    )


def client_of(person: Person) -> Client:
    """A browser of that person."""
    store = SessionStore()
    store["visit"] = {"person": person.pk, "scope": "employee", "started": NOW.isoformat(), "seen": NOW.isoformat()}
    store.create()
    client = Client(headers={"host": "localhost"})
    client.cookies[settings.SESSION_COOKIE_NAME] = str(store.session_key)
    return client


def measure(client: Client, address: str) -> tuple[float, int]:
    """(seconds, queries) of a page: the fastest of several, so that what else runs on the machine does not count."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    queries = len(asked)  # Before the next request empties the log.
    took: list[float] = []
    for _ in range(TRIES):
        start = time.perf_counter()
        client.get(address)
        took.append(time.perf_counter() - start)
    return min(took), queries


def main() -> None:
    """Print "bench NAME VALUE" lines; fails above the budget, or when the number of queries grows."""
    for alias in connections:
        call_command("migrate", database=alias, verbosity=0)
    pages: dict[int, float] = {}
    queries: dict[int, int] = {}
    for count in (860, 25_000):
        ours, owner = house(count, random.Random(11))
        start = time.perf_counter()
        groups = actions.count_map(organisation_id=ours.id, now=dt.datetime.now(dt.UTC))
        print(f"bench map_count_{count} {time.perf_counter() - start:.3f} s ({groups} groups)")
        client = client_of(owner)
        for view in ("people", "density", "movement"):
            took, asked = measure(client, f"/map/?view={view}")
            print(f"bench map_{view}_{count} {took:.4f} s ({asked} queries)")
            pages[count], queries[count] = max(pages.get(count, 0.0), took), max(queries.get(count, 0), asked)
            if len(sys.argv) > 1 and count == 25_000:
                Path(sys.argv[1], f"map-{view}.html").write_bytes(client.get(f"/map/?view={view}").content)
    print(f"bench map_ratio {pages[25_000] / pages[860]:.2f}")
    if pages[25_000] > BUDGET or queries[25_000] != queries[860]:
        sys.exit(f"too slow or too many questions: {pages}, {queries}")


if __name__ == "__main__":
    main()
