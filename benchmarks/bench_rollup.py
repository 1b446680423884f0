"""How fast clicks become figures: the roll-up against a plain bulk insert of the same clicks into one table.

    python benchmarks/bench_rollup.py [clicks]

On the database of STEMME_DATABASE_URL (python tools/with_postgres.py -- python benchmarks/bench_rollup.py), else on an
embedded one of its own in a temporary folder. One organisation, 800 people in 12 teams of three levels, 3,000 links
with a heavy tail, three days, 8 % robots, a third of the visitors come back.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import random
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
os.environ["STEMME_DATA"] = tempfile.mkdtemp(prefix="stemme-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "stemme.project.settings"
sys.path.insert(0, str(PROJECT))

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402

from stemme.links.clicks import KeptClick  # noqa: E402
from stemme.links.kept_actions import keep  # noqa: E402
from stemme.links.models import Click, ClickInbox, LinkTarget, TrackedLink  # noqa: E402
from stemme.people.models import Organisation, Person, Team  # noqa: E402
from stemme.stats import actions  # noqa: E402
from stemme.stats.models import Tally  # noqa: E402

#: Rolling up must reach this share of the speed of merely storing the clicks: a click becomes about ten figures
#: by day, month and total, and up to nine remembered visitors.
BUDGET = 0.05
CHANNELS = ("linkedin", "facebook", "x", "mail", "whatsapp", "teams")
NOW = dt.datetime(2026, 11, 12, 8, tzinfo=dt.UTC)
Row = tuple[int, int, str, int | None]


def stage(chance: random.Random) -> tuple[int, list[int]]:
    """The organisation, and its links."""
    ours = Organisation.objects.create(slug="bench", name="Bench", mail_domain="bench.example")
    teams: list[Team] = []
    for number in range(12):
        above = None if number < 4 else teams[number - 4]
        teams.append(Team.objects.create(organisation=ours, name=f"Team {number}", parent=above))
    people = Person.objects.bulk_create(
        Person(
            organisation=ours, team=chance.choice(teams), email=f"p{n}@bench.example", given_name="P", invited_at=NOW
        )
        for n in range(800)
    )
    targets = [
        LinkTarget.objects.create(
            organisation=ours, story_id=n, language="en", url=f"https://bench.example/{n}", title="T"
        )
        for n in range(60)
    ]
    pairs = chance.sample([(p, t) for p in range(800) for t in range(60)], 3_000)
    made = TrackedLink.objects.bulk_create(
        TrackedLink(
            organisation=ours, code=f"b{n:09}", target=targets[t], story_id=t, person=people[p],
            channel=chance.choice(CHANNELS),
        )
        for n, (p, t) in enumerate(pairs)
    )  # fmt: skip
    return ours.id, [link.id for link in made]


def clicks(link_ids: list[int], count: int, chance: random.Random) -> list[Row]:
    """(link, moment, class, visitor), in the order of time."""
    weights = [chance.paretovariate(1.2) for _ in link_ids]
    chosen = chance.choices(link_ids, weights, k=count)
    first = int((NOW - dt.timedelta(days=3)).timestamp() * 1000)
    moments = sorted(chance.randrange(first, int(NOW.timestamp() * 1000)) for _ in range(count))
    rows: list[Row] = []
    for link, at in zip(chosen, moments, strict=True):
        human = chance.random() > 0.08
        known = rows[chance.randrange(len(rows))][3] if rows and chance.random() < 0.33 else None
        rows.append((link, at, "human" if human else "bot", (known or chance.getrandbits(62)) if human else None))
    return rows


def plain_insert(organisation: int, rows: list[Row]) -> float:
    """Clicks per second into the table of kept clicks, in the same batches, and nothing else."""
    kept = [
        KeptClick(
            organisation, n + 1, link, 1, 1, 1, "mail", NOW.date(), at, hit, "", visitor, "", 0,
        )
        for n, (link, at, hit, visitor) in enumerate(rows)
    ]  # fmt: skip
    started = time.perf_counter()
    for place in range(0, len(kept), 10_000):
        with transaction.atomic():
            keep(kept[place : place + 10_000])
    took = time.perf_counter() - started
    Click._base_manager.all().delete()
    return len(rows) / took


def roll_up(organisation: int, rows: list[Row]) -> float:
    """Clicks per second from the inbox into figures, in batches of 10,000. Checks that each was counted once."""
    ClickInbox.objects.bulk_create(
        (
            ClickInbox(organisation_id=organisation, link_id=link, at=at, hit=hit, visitor=visitor)
            for link, at, hit, visitor in rows
        ),
        batch_size=5_000,
    )
    started = time.perf_counter()
    while actions.roll_up(now=NOW + dt.timedelta(minutes=1)):  # the newest clicks have to settle
        pass
    took = time.perf_counter() - started
    total = Tally.objects.get(organisation_id=organisation, dimension="all", grain="total", key=0)
    if total.clicks + total.bots != len(rows) or Click._base_manager.count() != len(rows):
        raise SystemExit(f"{len(rows)} clicks, counted {total.clicks} and {total.bots} robots")
    return len(rows) / took


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    logging.disable(logging.WARNING)
    chance = random.Random(7)
    call_command("migrate", verbosity=0)
    if "clicks" in connections:
        call_command("migrate", database="clicks", verbosity=0)
    organisation, link_ids = stage(chance)
    rows = clicks(link_ids, count, chance)
    plain = plain_insert(organisation, rows)
    rolled = roll_up(organisation, rows)
    figures = Tally.objects.filter(organisation_id=organisation).count()
    ratio = rolled / plain
    print(f"{count} clicks on {connection.vendor}: stored {plain:.0f}/s, rolled up {rolled:.0f}/s, {figures} figures")
    print(f"budget: rollup_to_insert at least {BUDGET}: {'kept' if ratio >= BUDGET else 'MISSED'}")
    print(f"bench rollup_{connection.vendor}_per_second {rolled:.0f}")
    print(f"bench rollup_{connection.vendor}_to_insert {ratio:.3f}")


if __name__ == "__main__":
    main()
