"""The influence score: does it find ability, and how long do 25,000 people with a million shares take?

    python benchmarks/bench_scores.py [people shares]

First the simulation of docs/algorithms/score.md (benchmarks/influence/simulation.py): rank correlations beside mean
clicks, total clicks, the best share, the h-index and points; spam, quality against quantity, silence. Then the nightly
count against a plain read of the same rows, on the database of STEMME_DATABASE_URL (python tools/with_postgres.py --
python benchmarks/bench_scores.py), else on an embedded one of its own in a temporary folder.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
os.environ["STEMME_DATA"] = tempfile.mkdtemp(prefix="stemme-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "stemme.project.settings"
sys.path.insert(0, str(PROJECT))

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402

from benchmarks.influence import simulation  # noqa: E402
from stemme.kit.rows import insert_new  # noqa: E402
from stemme.library.models import Story, Stream  # noqa: E402
from stemme.links.models import LinkTarget, TrackedLink  # noqa: E402
from stemme.people import queries as people  # noqa: E402
from stemme.people.models import Organisation, Person  # noqa: E402
from stemme.scores import actions  # noqa: E402
from stemme.scores.formula import Counts, ScoredShare, score  # noqa: E402
from stemme.scores.models import Card  # noqa: E402
from stemme.sharing.models import Share  # noqa: E402
from stemme.stats.buckets import EVER  # noqa: E402
from stemme.stats.models import Tally  # noqa: E402

#: Seconds for a night's count of 25,000 people with a million shares.
BUDGET = 30
PEOPLE, SHARES = 25_000, 1_000_000
NOW = dt.datetime(2026, 11, 22, 2, 20, tzinfo=dt.UTC)
CHANNELS = ("linkedin", "facebook", "x", "mail", "whatsapp", "teams", "bluesky", "xing", "threads", "copy")
AT_ONCE = 50_000


def correlations() -> None:
    """The table, and how the scores lie."""
    lines, world = simulation.table()
    clicks = sorted(share.counts.clicks for shares in world for share in shares)
    count = len(clicks)
    print(
        f"{simulation.PEOPLE} people, {simulation.DAYS} days, {count} shares; clicks per share: mean "
        f"{statistics.fmean(clicks):.1f}, median {clicks[count // 2]}, p90 {clicks[count * 9 // 10]}, "
        f"p99 {clicks[count * 99 // 100]}, max {clicks[-1]}; {sum(not n for n in clicks) / count:.0%} zero"
    )
    print("Spearman: all / at least ten shares   with ability    with posting    retest")
    for line in lines:
        told = "    ".join(f"{every:5.2f} / {busy:5.2f}" for every, busy in (line.ability, line.posting, line.retest))
        print(f"{line.method:<37}{told}")
    base = simulation.baselines(world)
    values = sorted(score(shares, base).value for shares in world if shares)
    at = [values[len(values) * percent // 100] for percent in (10, 50, 90, 99)]
    print(f"scores: p10 {at[0]:.0f}, median {at[1]:.0f}, p90 {at[2]:.0f}, p99 {at[3]:.0f}, max {values[-1]:.0f}")
    ours = lines[0]
    print(f"bench score_ability {ours.ability[1]:.3f}")
    print(f"bench score_posting {ours.posting[1]:.3f}")
    print(f"bench score_retest {ours.retest[0]:.3f}")


def _even(number: int, times: float, *, days: int = 180, later: float = 0.0) -> list[ScoredShare]:
    clicks = round(100 * times)
    return [ScoredShare(n, "x", later + days * (n + 0.5) / number, Counts(clicks=clicks)) for n in range(number)]


def stories() -> None:
    """Spam, quality against quantity, silence, one viral share: scores where 100 clicks are typical."""

    def value(shares: Sequence[ScoredShare]) -> float:
        return score(shares, {"x": 100.0}).value

    average = _even(15, 0.8)
    spam = {number: value([*average, *_even(number * 6, 0.2)]) for number in (5, 15, 30, 60)}
    print(f"an average person, {value(average):.1f}, adds weak shares: "
          + ", ".join(f"{number} a month {found:.1f}" for number, found in spam.items()))  # fmt: skip
    equal = ((100, 1), (50, 2), (20, 5), (10, 10), (5, 20))
    print("equal effect in all, shares: "
          + ", ".join(f"{count} at {times}x {value(_even(count, times)):.0f}" for count, times in equal))  # fmt: skip
    silence = (0, 60, 90, 180, 365)
    print("silence after 20 shares at 3x: "
          + ", ".join(f"{days} days {value(_even(20, 3, later=days)):.1f}" for days in silence))  # fmt: skip
    viral = max(
        value([*_even(number, 1), ScoredShare(-1, "x", 7.0, Counts(clicks=10**9))]) - value(_even(number, 1))
        for number in range(1, 60)
    )
    alone = value([ScoredShare(-1, "x", 7.0, Counts(clicks=10**9))]) - 1
    print(f"one viral share adds at most {max(viral, alone):.1f}")


def load(count_people: int, count_shares: int) -> int:
    """An organisation with so many people and shares; its id."""
    chance = random.Random(7)
    ours = Organisation.objects.create(slug="bench", name="Bench", mail_domain="bench.example")
    # Outside of a transaction each row would be one of its own.
    with transaction.atomic():
        _load_people(ours.id, count_people)
    stream = Stream.objects.create(organisation=ours, name="News")
    per_person = -(-count_shares // count_people)
    count_stories = -(-per_person // len(CHANNELS)) + 1
    made = Story.objects.bulk_create(
        Story(
            organisation=ours,
            stream=stream,
            language="en",
            target_url="https://bench.example/",
            published_at=NOW,
            starts_at=NOW,
        )
        for _ in range(count_stories)
    )
    target = LinkTarget.objects.create(
        organisation=ours, story_id=made[0].id, language="en", url="https://bench.example/", title="T"
    )
    for first in range(0, count_shares, AT_ONCE):
        with transaction.atomic():
            _load_shares(range(first, min(first + AT_ONCE, count_shares)), ours.id, target.id,
                     [story.id for story in made], count_people, chance)  # fmt: skip
    return ours.id


def _load_people(organisation: int, count_people: int) -> None:
    at = NOW.isoformat(" ")
    insert_new(
        Person,
        ((organisation, n + 1, f"p{n}@bench.example", "P", "", "", "", "", "en", "", at, at)
         for n in range(count_people)),
        columns=("organisation_id", "id", "email", "given_name", "family_name", "external_id", "title", "place",
                 "language", "theme", "created_at", "invited_at"),
    )  # fmt: skip


def _load_shares(
    numbers: range, organisation: int, target: int, story_ids: Sequence[int], count_people: int, chance: random.Random
) -> None:
    links, shares, tallies = [], [], []
    for number in numbers:
        person, own = number % count_people + 1, number // count_people
        story, channel = story_ids[own // len(CHANNELS)], CHANNELS[own % len(CHANNELS)]
        at = (NOW - dt.timedelta(seconds=chance.randrange(365 * 86_400))).isoformat(" ")
        links.append((number + 1, organisation, f"b{number}", target, story, person, channel, True, at))
        shares.append((organisation, person, story, number + 1, channel, "en", False, False, at))
        visitors = int(chance.paretovariate(1.2)) if chance.random() > 0.26 else 0
        if visitors:
            tallies.append((organisation, "link", "total", EVER, number + 1, visitors, visitors, 0, 0, 0, 0))
    insert_new(TrackedLink, links, columns=("id", "organisation_id", "code", "target_id", "story_id", "person_id",
                                            "channel", "counted", "created_at"))  # fmt: skip
    insert_new(Share, shares, columns=("organisation_id", "person_id", "story_id", "link_id", "channel", "language",
                                       "own_words", "aged", "shared_at"))  # fmt: skip
    insert_new(Tally, tallies, columns=("organisation_id", "dimension", "grain", "start", "key", "clicks", "visitors",
                                        "previews", "bots", "suspects", "own"))  # fmt: skip


def plain_read(organisation: int) -> float:
    """Seconds to read the same rows, and nothing else."""
    started = time.perf_counter()
    rows = Share.objects.filter(organisation_id=organisation, link__counted=True)
    for _row in rows.values_list("person_id", "story_id", "link_id", "channel", "shared_at", "posted").iterator(
        chunk_size=10_000
    ):
        pass
    tallies = Tally.objects.filter(organisation_id=organisation, dimension="link", grain="total", visitors__gt=0)
    for _tally in tallies.values_list("key", "visitors").iterator(chunk_size=10_000):
        pass
    return time.perf_counter() - started


def timing(count_people: int, count_shares: int) -> None:
    """The first night of a quarter, which makes the yardsticks, and any other."""
    call_command("migrate", verbosity=0)
    if "clicks" in connections:
        call_command("migrate", database="clicks", verbosity=0)
    ours = people.organisation(load(count_people, count_shares))
    plain = plain_read(ours.id)
    took, busy = [], []
    for night in range(2):
        started, worked = time.perf_counter(), time.process_time()
        counted = actions.count_organisation(organisation=ours, now=NOW + dt.timedelta(minutes=night))
        took.append(time.perf_counter() - started)
        busy.append(time.process_time() - worked)
        if (
            counted != min(count_people, count_shares)
            or Card.objects.filter(organisation_id=ours.id).count() != counted
        ):
            raise SystemExit(f"{counted} people counted of {count_people}")
    first, night_after = took
    print(f"{count_people} people, {count_shares} shares on {connection.vendor}: plain read {plain:.1f} s, first count "
          f"of a quarter {first:.1f} s, other nights {night_after:.1f} s")  # fmt: skip
    print(f"of these in the program itself: {busy[0]:.1f} s and {busy[1]:.1f} s")
    print(f"budget: at most {BUDGET} s: {'kept' if max(took) <= BUDGET else 'MISSED'}")
    print(f"bench scores_{connection.vendor}_seconds {first:.2f}")
    print(f"bench scores_{connection.vendor}_to_plain_read {first / plain:.2f}")


def main() -> None:
    """Simulate, measure, print."""
    logging.disable(logging.WARNING)
    correlations()
    stories()
    count_people, count_shares = (int(word) for word in sys.argv[1:3]) if len(sys.argv) > 2 else (PEOPLE, SHARES)
    timing(count_people, count_shares)


if __name__ == "__main__":
    main()
