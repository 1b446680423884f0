"""How fast digests are planned, composed and handed over to a mail server on this machine.

    python benchmarks/bench_digests.py [readers]

25,000 readers (without a word) in 20 divisions, five languages, 30 live stories; a third of them took part lately, a
tenth shared, some follow topics or have said which apps they use. Planning is timed by itself, then composing without a
server, then the whole: held, read, composed, claimed, handed over by SMTP, settled. The server is a process of its own
that takes everything. Compared with handing constant mails over one connection to it, which is what no digest can be
faster than. On the database of STEMME_DATABASE_URL, else on an embedded one of its own.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
os.environ["STEMME_DATA"] = tempfile.mkdtemp(prefix="stemme-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "stemme.project.settings"
sys.path.insert(0, str(PROJECT))

import django  # noqa: E402

django.setup()

from django.core.mail import EmailMultiAlternatives  # noqa: E402
from django.core.management import call_command  # noqa: E402

from stemme.feed.models import Interest  # noqa: E402
from stemme.kit.languages import CODES  # noqa: E402
from stemme.kit.mailer import Post, server_of  # noqa: E402
from stemme.library.models import Story, StoryText, Stream, Topic  # noqa: E402
from stemme.mailings.actions import delivery, planning  # noqa: E402
from stemme.mailings.keys import Keys  # noqa: E402
from stemme.mailings.material import Material  # noqa: E402
from stemme.mailings.models import QUEUED, Mailing  # noqa: E402
from stemme.people.models import Organisation, Person, Team  # noqa: E402
from stemme.sharing.models import OwnApps  # noqa: E402
from stemme.stats.models import Invited, TakingPart  # noqa: E402

#: A Tuesday morning: mails may leave.
NOW = dt.datetime(2026, 11, 24, 8, 0, tzinfo=dt.UTC)
READERS, STORIES, DIVISIONS = 25_000, 30, 20
#: 25,000 readers within so many seconds: composed and handed over, on two cores.
BUDGET_SECONDS = 300.0
#: Composing alone, in seconds of a processor for each mail.
_COMPOSED = 2_000
#: Takes every mail and forgets it; its own process, so that it does not take the sender's time.
SERVER = """
import asyncio

async def talk(reader, writer):
    async def say(line):
        writer.write(line + b"\\r\\n")
        await writer.drain()
    await say(b"220 sink")
    while line := await reader.readline():
        word = line[:4].upper()
        if word == b"EHLO":
            await say(b"250-sink\\r\\n250 8BITMIME")
        elif word == b"DATA":
            await say(b"354 go on")
            await reader.readuntil(b"\\r\\n.\\r\\n")
            await say(b"250 taken")
        elif word == b"QUIT":
            await say(b"221 bye")
            break
        else:
            await say(b"250 fine")
    writer.close()

async def main():
    server = await asyncio.start_server(talk, "127.0.0.1", 0, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""


def people(count: int, now: dt.datetime) -> Organisation:
    """An organisation with that many readers, its stories, and what readers did."""
    chance = random.Random(7)
    ours = Organisation.objects.create(slug="bench", name="Bench Energi", mail_domain="bench.example")
    teams = [Team.objects.create(organisation=ours, name=f"Division {n}") for n in range(DIVISIONS)]
    persons = Person.objects.bulk_create(
        (
            Person(
                organisation=ours, team=teams[n % DIVISIONS], email=f"p{n}@bench.example", given_name=f"Åse{n}",
                language=CODES[n % 5], invited_at=now - dt.timedelta(days=90), joined_at=now - dt.timedelta(days=60),
            )
            for n in range(count)
        ),
        batch_size=1000,
    )  # fmt: skip
    month = now.date().replace(day=1)
    lit = [person for person in persons if chance.random() < 0.33]
    rows = (TakingPart(organisation_id=ours.pk, start=month, person_id=p.pk, team_id=p.team_id) for p in lit)
    TakingPart.objects.bulk_create(rows, batch_size=1000)
    for team in teams:
        Invited.objects.create(organisation_id=ours.pk, day=month, team_id=team.pk, people=count // DIVISIONS)
    topics = stories(ours, now)
    interests = (Interest(organisation=ours, person=p, topic=chance.choice(topics)) for p in persons[::3])
    Interest.objects.bulk_create(interests, batch_size=1000)
    apps = (OwnApps(organisation=ours, person=p, channels=["mastodon", "linkedin"]) for p in persons[::4])
    OwnApps.objects.bulk_create(apps, batch_size=1000)
    return ours


def stories(ours: Organisation, now: dt.datetime) -> list[Topic]:
    """Live stories on six topics in two languages each; the topics."""
    topics = [Topic.objects.create(organisation=ours, slug=f"t{n}", names={"en": f"Topic {n}"}) for n in range(6)]
    streams = [Stream.objects.create(organisation=ours, name=name) for name in ("Communications", "HR", "Outside")]
    for n in range(STORIES):
        begun = now - dt.timedelta(hours=7 * n)
        story = Story.objects.create(
            organisation=ours, stream=streams[n % 3], language="en", target_url=f"https://bench.example/{n}",
            published_at=begun, starts_at=begun, reading_minutes=3,
        )  # fmt: skip
        story.topics.add(topics[n % 6])
        for language in ("en", "nb"):
            summary = "What happened, who did it and why it matters. " * 4
            StoryText.objects.create(story=story, language=language, title=f"Story {n} ({language})", summary=summary)
    return topics


@contextmanager
def server() -> Iterator[str]:
    """A mail server that takes everything; its STEMME_SMTP_URL."""
    process = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"smtp://127.0.0.1:{process.stdout.readline().strip()}"
    finally:
        process.terminate()
        process.wait()


def constant_mails(url: str, count: int) -> float:
    """Seconds for handing over constant mails of a digest's size over one connection."""
    message = EmailMultiAlternatives("Constant", "text " * 400, None, ["p@bench.example"])
    message.attach_alternative("<p>html</p>\n" * 3000, "text/html")
    started = time.perf_counter()
    with Post(server_of(url)) as post:
        for _ in range(count):
            post.hand_over(message)
    return time.perf_counter() - started


def composed(ours: Organisation, now: dt.datetime) -> float:
    """Seconds of this processor for composing one mail down to its bytes, nothing sent and nothing written."""
    mailings = list(Mailing.objects.filter(organisation_id=ours.pk, state=QUEUED).order_by("id")[:_COMPOSED])
    keys = Keys("https://stemme.bench.example", "advd_" + "6" * 56, "advu_" + "7" * 56)
    started = time.process_time()
    for start in range(0, len(mailings), delivery.BATCH):
        material, batch = Material(now), mailings[start : start + delivery.BATCH]
        material.prepare(batch)
        for mailing in batch:
            material.letter(mailing, keys).message().as_bytes()
    return (time.process_time() - started) / len(mailings)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else READERS
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    now = NOW
    ours = people(count, now)
    started = time.perf_counter()
    planned = planning.plan_at_once(organisation_id=ours.pk, now=now)
    planning_took = time.perf_counter() - started
    one = composed(ours, now)
    sample = min(count, _COMPOSED)
    with server() as url:
        constant = constant_mails(url, sample) / sample
        started, busy = time.perf_counter(), time.process_time()
        with Post(server_of(url)) as post:
            sent = delivery.send_planned(now=now, post=post, seconds=3600)
        sending_took, busy = time.perf_counter() - started, time.process_time() - busy
    if not planned == sent.accepted == count:
        raise SystemExit(f"planned {planned}, sent {sent.states}, expected {count}")
    allowed = BUDGET_SECONDS * count / READERS
    print(f"{count} readers on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(
        f"planned in {planning_took:.1f} s; composed and handed over in {sending_took:.1f} s, {busy:.1f} s of it ours"
    )
    print(f"composing {one * 1000:.2f} ms a mail, handing a constant one over {constant * 1000:.2f} ms")
    print(f"budget: {allowed:.0f} s: {'kept' if sending_took <= allowed else 'MISSED'}")
    print(f"bench digests_sent_per_second {count / sending_took:.1f}")
    print(f"bench digests_planned_per_second {count / planning_took:.1f}")
    print(f"bench digests_compose_to_hand_over {one / constant:.2f}")
    print(f"bench digests_whole_to_hand_over {sending_took / count / constant:.2f}")


if __name__ == "__main__":
    main()
