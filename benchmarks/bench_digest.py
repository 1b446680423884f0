"""How fast digests are composed and handed over: 1,000 readers, three stories each, a mail server on this machine.

    python benchmarks/bench_digest.py [readers]

Compared with handing over the same number of constant mails over one connection to the same server, which is what no
digest can be faster than. Uses an embedded database of its own in a temporary folder.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
os.environ["STEMME_DATA"] = tempfile.mkdtemp(prefix="stemme-bench-")
os.environ.pop("STEMME_DATABASE_URL", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "stemme.project.settings"
sys.path.insert(0, str(PROJECT))

import django  # noqa: E402

django.setup()

from django.core.mail import EmailMultiAlternatives  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from stemme.kit.languages import CODES  # noqa: E402
from stemme.kit.mailer import Post, server_of  # noqa: E402
from stemme.library.models import Story, StoryText, Stream  # noqa: E402
from stemme.mailings.actions import delivery, planning  # noqa: E402
from stemme.people.models import Organisation, Person, Team  # noqa: E402

#: A digest must reach this share of the speed of handing over constant mails.
BUDGET = 0.05
#: The server runs in a process of its own, so that it does not take the sender's time.
SERVER = """
import sys, time
from stemme.kit.tests.mail_server import Behaviour, mail_server
with mail_server(Behaviour()) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


def people(count: int) -> Organisation:
    """An organisation with that many readers and six stories."""
    now = timezone.now()
    ours = Organisation.objects.create(slug="bench", name="Bench", mail_domain="bench.example")
    team = Team.objects.create(organisation=ours, name="All")
    Person.objects.bulk_create(
        Person(
            organisation=ours, team=team, email=f"p{n}@bench.example", given_name=f"P{n}", language=CODES[n % 5],
            invited_at=now, joined_at=now,
        )
        for n in range(count)
    )  # fmt: skip
    stream = Stream.objects.create(organisation=ours, name="Communications")
    for n in range(6):
        story = Story.objects.create(
            organisation=ours, stream=stream, language="en", target_url=f"https://bench.example/{n}",
            published_at=now, starts_at=now, reading_minutes=3,
        )  # fmt: skip
        StoryText.objects.create(story=story, language="en", title=f"Story {n}", summary="What happened and why. " * 4)
    return ours


def constant_mails(url: str, count: int) -> float:
    """Constant mails per second over one connection."""
    message = EmailMultiAlternatives("Constant", "text " * 400, None, ["p@bench.example"])
    message.attach_alternative("<p>html</p>" * 3000, "text/html")
    started = time.perf_counter()
    with Post(server_of(url)) as post:
        for _ in range(count):
            post.hand_over(message)
    return count / (time.perf_counter() - started)


def digests(url: str, ours: Organisation, count: int) -> tuple[float, float]:
    """(planned per second, sent per second)."""
    now = timezone.now()
    started = time.perf_counter()
    planned = planning.plan_digests_of(organisation_id=ours.id, day=now.date(), now=now)
    planning_took = time.perf_counter() - started
    started = time.perf_counter()
    with Post(server_of(url)) as post:
        sent = delivery.send_planned(now=now, post=post, seconds=600)
    sending_took = time.perf_counter() - started
    if not planned == sent.accepted == count:
        raise SystemExit(f"planned {planned}, sent {sent.states}, expected {count}")
    return count / planning_took, count / sending_took


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    ours = people(count)
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )
    try:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        constant = constant_mails(url, count)
        planned, sent = digests(url, ours, count)
    finally:
        server.communicate()
    print(f"{count} readers: constant mails {constant:.0f}/s, digests planned {planned:.0f}/s, sent {sent:.0f}/s")
    print(f"budget: digest_to_constant at least {BUDGET}: {'kept' if sent / constant >= BUDGET else 'MISSED'}")
    print(f"bench digest_sent_per_second {sent:.1f}")
    print(f"bench digest_planned_per_second {planned:.1f}")
    print(f"bench digest_to_constant {sent / constant:.3f}")


if __name__ == "__main__":
    main()
