"""Server time and queries of every page that shows figures, in the database of the environment. Prints one JSON line.

    python -m benchmarks.history.pages SLUG

Through the real middleware, signed in: as somebody in the middle, as who shared most, and as the lead. Pages that are
not there (yet) are left out.
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import math
import os
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import NoReverseMatch, reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from stemme.library.models import Story  # noqa: E402
from stemme.outcomes.models import Conversion  # noqa: E402
from stemme.people.models import Organisation, Person  # noqa: E402
from stemme.sharing.models import Share  # noqa: E402
from stemme.stats.models import StoryFigures  # noqa: E402

TRIES = 7
EVERYDAY, STAR, LEAD = "everyday", "star", "lead"
#: (name, page, query, as whom); {story} and {week} are filled in.
PAGES = (
    ("how", "dashboard:how", "", LEAD),
    ("stories", "feed:stories", "", EVERYDAY),
    ("stories_star", "feed:stories", "", STAR),
    ("stories_outside", "feed:stories", "show=outside", EVERYDAY),
    ("story", "feed:story", "", EVERYDAY),
    ("impact", "dashboard:impact", "", EVERYDAY),
    ("impact_star", "dashboard:impact", "", STAR),
    ("impact_star_84", "dashboard:impact", "days=84", STAR),
    ("impact_star_all", "dashboard:impact", "days=all", STAR),
    ("overview", "dashboard:overview", "", LEAD),
    ("overview_week", "dashboard:overview", "period=week", LEAD),
    ("overview_quarter", "dashboard:overview", "period=quarter", LEAD),
    ("overview_running", "dashboard:overview", "period=month&at={today}", LEAD),
    ("overview_last_year", "dashboard:overview", "period=quarter&at={last_year}", LEAD),
    ("analysis", "dashboard:analysis", "", LEAD),
    ("analysis_ever", "dashboard:analysis", "period=ever", LEAD),
    ("analysis_year", "dashboard:analysis", "period=year", LEAD),
    ("analysis_csv", "dashboard:analysis_csv", "", LEAD),
    ("studio", "library:studio", "", LEAD),
    ("studio_ended", "library:studio", "tab=ended", LEAD),
    ("studio_story", "library:edit", "", LEAD),
    ("people", "people:people", "", LEAD),
    ("people_active", "people:people", "state=active&page=9", LEAD),
)


def session(person: Person) -> Client:
    """A browser that is signed in."""
    moment = timezone.now().isoformat()
    store = SessionStore()
    store["visit"] = {"person": person.id, "scope": "employee", "started": moment, "seen": moment}
    store.create()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(store.session_key)
    return client


def browsers(organisation: Organisation) -> dict[str, Client]:
    """Who looks at the pages. Everyday is who has shared as much as the middle of those who share."""
    people = Person.objects.filter(organisation=organisation)
    shares = Share.objects.filter(organisation=organisation).values_list("person_id").annotate(n=Count("id"))
    ranked = [person for person, _ in shares.order_by("n", "person_id")]
    lead = people.get(grants__role="lead")
    chosen = {EVERYDAY: people.get(id=ranked[len(ranked) // 2]), STAR: people.get(id=ranked[-1]), LEAD: lead}
    return {name: session(person) for name, person in chosen.items()}


#: (name, page, query, as whom)
Pages = Sequence[tuple[str, str, str, str]]


def addresses(organisation: Organisation, wanted: Pages) -> dict[str, tuple[str, str]]:
    """Name → (address, as whom) of every page there is. The story is the live one for everybody with most sharers, the
    goal the one with most outcomes."""
    now = timezone.now()
    live = Story.objects.filter(organisation=organisation, published_at__lte=now, audience_teams=None)
    ids = live.filter(starts_at__lte=now).exclude(ends_at__lte=now).values_list("id", flat=True)
    figures = StoryFigures.objects.filter(organisation_id=organisation.id, story_id__in=list(ids))
    story = figures.order_by("-sharers").values_list("story_id", flat=True)[0]
    counted = Conversion.objects.filter(organisation=organisation).values_list("goal_id").annotate(n=Count("id"))
    goal = max(counted, key=lambda row: row[1], default=(0, 0))[0]
    last_year = now.date() - dt.timedelta(days=365)
    words = {"today": now.date().isoformat(), "last_year": last_year.isoformat(), "goal": goal}
    arguments = {
        "feed:story": story,
        "library:edit": story,
        "outcomes:goal": goal,
        "reports:report": f"year-{now.year}-01-01",
    }
    found = {}
    for name, page, query, who in wanted:
        try:
            address = reverse(page, args=[arguments[page]] if page in arguments else [])
        except NoReverseMatch:
            continue
        found[name] = (f"{address}?{query.format(**words)}" if query else address, who)
    return found


def server_time() -> float:
    """Seconds of processor time so far, of this process and of the PostgreSQL process that works for it.

    On a machine with other things to do the clock on the wall tells about those. Helpers that a query might have in
    PostgreSQL are switched off before (``one_process``), so that nothing is left out.
    """
    if connection.vendor != "postgresql":
        return time.process_time()
    backend = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    return time.process_time() + int(backend.split()[0]) / 1e9


def one_process() -> None:
    """One PostgreSQL process for each query."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")


def milliseconds(client: Client, address: str) -> tuple[float, float, float, int]:
    """Median and 95th percentile of server time, median of wall time, of several requests; how many bytes the page has.

    The first request fills the caches of this process and is left out.
    """
    served, took, length = [], [], 0
    for _ in range(TRIES + 1):
        wall, processor = time.perf_counter(), server_time()
        response = client.get(address, HTTP_HOST="127.0.0.1")
        served.append((server_time() - processor) * 1000)
        took.append((time.perf_counter() - wall) * 1000)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
        length = len(response.content)
    slow = sorted(served[1:])[math.ceil(0.95 * TRIES) - 1]
    return statistics.median(served[1:]), slow, statistics.median(took[1:]), length


def main(wanted: Pages = PAGES) -> None:
    """Measure and print."""
    organisation = Organisation.objects.get(slug=sys.argv[1])
    clients = browsers(organisation)
    importlib.import_module("stemme.project.wsgi")  # Everything is loaded as in the process that serves pages.
    one_process()
    found = {}
    for name, (address, who) in addresses(organisation, wanted).items():
        try:
            served, slow, took, length = milliseconds(clients[who], address)
        except Exception as error:
            if "--queries" not in sys.argv:
                raise
            print(f"{name:22} FAILED {error!r}")
            continue
        with CaptureQueriesContext(connection) as seen:
            clients[who].get(address, HTTP_HOST="127.0.0.1")
        found[name] = (served, slow, took, len(seen), length)
        if "--queries" in sys.argv:
            print(f"{name:22} {served:8.1f} ms, {len(seen)} queries, {address}")
            for query in sorted(seen.captured_queries, key=lambda q: -float(q["time"]))[:4]:
                if float(query["time"]) > 0.003:
                    print(f"      {float(query['time']) * 1000:6.1f} ms {query['sql'][:330]}")
    if "--queries" not in sys.argv:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
