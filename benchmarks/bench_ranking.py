"""The feed of one of 25,000 people, and the lists of all 25,000, with everything that is read for them.

    python benchmarks/bench_ranking.py [people]

250 live stories in twelve streams, 25,000 people in 20 divisions of ten teams, four readings each, some interests and
leanings, figures of stories and divisions. One list is what the page asks for. Everybody's lists are made as mails
do, by two processes, each with one half. Processor time: the clock on the wall tells about what else a machine does. On
an embedded database of its own.
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
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
HALF = os.environ.get("STEMME_BENCH_HALF", "")
if not HALF:
    os.environ["STEMME_DATA"] = tempfile.mkdtemp(prefix="stemme-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "stemme.project.settings"
sys.path.insert(0, str(PROJECT))

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from stemme.feed import queries  # noqa: E402
from stemme.feed.models import Interest, Leaning, Reading  # noqa: E402
from stemme.feed.past_queries import past_of  # noqa: E402
from stemme.library import queries as library  # noqa: E402
from stemme.library.models import Story, StoryText, Stream, Topic  # noqa: E402
from stemme.people.models import Organisation, Person, Team  # noqa: E402
from stemme.people.queries import viewer as viewer_of  # noqa: E402
from stemme.stats.lately import weight  # noqa: E402
from stemme.stats.models import DivisionFigures, StoryFigures  # noqa: E402

NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
PEOPLE, STORIES, DIVISIONS, TEAMS = 25_000, 250, 20, 10
#: A mail's list; people whose lists are made together.
LIMIT, AT_ONCE, ONES = 3, 500, 30
WORDS = ("turbin", "havn", "strøm", "vind", "fjernvarme", "kraft", "kabel", "nett", "kunde", "energi", "natt", "bro")


def make(people: int) -> Organisation:
    """The organisation with everything."""
    chance = random.Random(5)
    organisation = Organisation.objects.create(slug="bench", name="Bench", mail_domain="bench.example")
    teams = []
    for division in range(DIVISIONS):
        top = Team.objects.create(organisation=organisation, name=f"Division {division}")
        teams += [Team.objects.create(organisation=organisation, name=f"T{n}", parent=top) for n in range(TEAMS)]
    persons = Person.objects.bulk_create(
        Person(
            organisation=organisation, team=teams[number % len(teams)], email=f"p{number}@bench.example",
            given_name="P", language=("nb", "en", "da", "sv", "de")[number % 5], invited_at=NOW, joined_at=NOW,
        )
        for number in range(people)
    )  # fmt: skip
    stories, topics = _stories(organisation, chance, [team.id for team in teams])
    Interest.objects.bulk_create(
        Interest(organisation=organisation, person=person, topic=topics[person.id % len(topics)])
        for person in persons[::2]
    )
    Leaning.objects.bulk_create(
        Leaning(organisation=organisation, person=person, story=chance.choice(stories), more=person.id % 3 > 0)
        for person in persons[::5]
    )
    Reading.objects.bulk_create(
        (
            Reading(organisation=organisation, person=person, story=story, read_on=NOW.date())
            for person in persons
            for story in chance.sample(stories, 4)
        ),
        batch_size=5_000,
    )
    _figures(organisation, chance, stories)
    return organisation


def _stories(organisation: Organisation, chance: random.Random, teams: list[int]) -> tuple[list[Story], list[Topic]]:
    streams = [Stream.objects.create(organisation=organisation, name=f"S{n}", outside=n == 0) for n in range(12)]
    topics = [Topic.objects.create(organisation=organisation, slug=f"t{n}", names={"en": f"T{n}"}) for n in range(9)]
    stories = Story.objects.bulk_create(
        Story(
            organisation=organisation, stream=streams[number % 12], kind="job" if number % 10 == 0 else "article",
            language="nb", target_url=f"https://bench.example/{number}", published_at=NOW - dt.timedelta(days=30),
            starts_at=NOW - dt.timedelta(hours=chance.randrange(700)), evergreen=number % 7 == 0,
        )
        for number in range(STORIES)
    )  # fmt: skip
    StoryText.objects.bulk_create(
        StoryText(story=story, language=language, title=" ".join(chance.sample(WORDS, 6)))
        for story in stories
        for language in ("nb", "en")
    )
    for story in stories:
        story.topics.add(*chance.sample(topics, 2))
    for story in stories[::6]:
        story.audience_teams.add(chance.choice(teams))
    return stories, topics


def _figures(organisation: Organisation, chance: random.Random, stories: list[Story]) -> None:
    now, tops = weight(NOW), list(Team.objects.filter(organisation=organisation, parent=None))
    for story in stories:
        views = chance.randrange(2_000)
        shares = chance.randint(0, views // 10)
        StoryFigures.objects.create(
            organisation_id=organisation.id, story_id=story.id, offered=views, sharers=shares,
            offered_lately=views * now, sharers_lately=shares * now,
        )  # fmt: skip
        DivisionFigures.objects.bulk_create(
            DivisionFigures(
                organisation_id=organisation.id, division_id=top.id, story_id=story.id, offered=views // 20,
                sharers=shares // 20, offered_lately=views // 20 * now, sharers_lately=shares // 20 * now,
            )
            for top in tops
        )  # fmt: skip


def one_list(person_id: int) -> float:
    """Seconds of processor for what the page asks about stories."""
    viewer = viewer_of(person_id, scope="employee")
    if viewer is None:
        raise LookupError(f"no person {person_id}")
    started = time.process_time()
    live = library.live_stories(viewer.organisation_id, now=NOW)
    past = past_of(viewer.organisation_id, [person_id], now=NOW, among=[story.id for story in live])
    found = queries.list_of(viewer, live, past, now=NOW, limit=10)
    took = time.process_time() - started
    if len(found) != 10:
        raise AssertionError(f"a list of {len(found)}")
    return took


def half(number: int) -> None:
    """The lists of every second person; prints how many lists and the processor's seconds."""
    organisation = Organisation.objects.get(slug="bench")
    ids = list(Person.objects.filter(organisation=organisation).order_by("id").values_list("id", flat=True))[number::2]
    started, made = time.process_time(), 0
    for start in range(0, len(ids), AT_ONCE):
        lists = queries.ranked_for(organisation.id, ids[start : start + AT_ONCE], now=NOW, limit=LIMIT)
        made += sum(bool(picked) for picked in lists.values())
    print(made, time.process_time() - started)


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    call_command("migrate", verbosity=0)
    call_command("migrate", database="clicks", verbosity=0)
    organisation = make(people)
    ids = list(Person.objects.filter(organisation=organisation).values_list("id", flat=True))
    first = one_list(ids[0])
    ones = [one_list(person) for person in random.Random(3).sample(ids, ONES)]
    one = statistics.median(ones) * 1000
    processes = [
        subprocess.Popen(
            [sys.executable, __file__], env={**os.environ, "STEMME_BENCH_HALF": str(number)}, stdout=subprocess.PIPE,
            text=True,
        )
        for number in (1, 2)
    ]  # fmt: skip
    said = [process.communicate()[0].split() for process in processes]
    lists, longer = sum(int(made) for made, _ in said), max(float(seconds) for _, seconds in said)
    print(
        f"one of {people} people: {one:.1f} ms of processor (first {first * 1000:.0f} ms, most {max(ones) * 1000:.0f})"
    )
    print(f"all: {lists} lists, {longer:.1f} s of processor for the longer of two halves")
    print(f"bench ranking_one_person_ms {one:.1f}")
    print(f"bench ranking_everybody_seconds_on_two_cores {longer:.1f}")


if __name__ == "__main__":
    if HALF:
        half(int(HALF) - 1)
    else:
        main()
