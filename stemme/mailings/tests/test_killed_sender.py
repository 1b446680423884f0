"""Senders as processes, killed in the middle of a digest (security.md F-06): nobody gets two, nobody is forgotten."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from stemme.kit.tests.mail_server import Behaviour, mail_server
from tests.fresh import fresh_file

pytestmark = [pytest.mark.slow, pytest.mark.once]
READERS = 60
SET_UP = f"""
import django; django.setup()
from stemme.mailings.actions.queueing import queue
from stemme.mailings.tests.conftest import TUESDAY, make_story
from stemme.people.models import Organisation, Person
ours = Organisation.objects.create(slug="nordlys", name="Nordlys", mail_domain="nordlys.example")
story = make_story(ours, "The last turbine stands")
people = Person.objects.bulk_create(
    Person(
        organisation=ours, email=f"p{{n}}@nordlys.example", given_name=f"P{{n}}", invited_at=TUESDAY, joined_at=TUESDAY
    )
    for n in range({READERS})
)
for person in people:
    assert queue(
        organisation_id=ours.id, person_id=person.id, kind="digest", slot=TUESDAY.date(), stories=[story.id],
        now=TUESDAY,
    )
"""
SEND = """
import django; django.setup()
import datetime as dt, sys
from stemme.mailings.actions import delivery
from stemme.mailings.tests.conftest import TUESDAY
delivery.send_planned(now=TUESDAY + dt.timedelta(minutes=int(sys.argv[1])))
"""
COUNT = """
import django; django.setup()
from collections import Counter
from stemme.mailings.models import Mailing
states = Counter(Mailing._base_manager.values_list("state", flat=True))
print(states["sent"], states["unclear"], states["sending"], states["queued"])
"""


@pytest.fixture
def place(tmp_path):
    return {
        **os.environ,
        "STEMME_DATA": str(tmp_path),
        "STEMME_DATABASE_URL": fresh_file(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(settings.PROJECT), os.environ.get("PYTHONPATH", "")]),
    }


def python(place, code):
    done = subprocess.run([sys.executable, "-c", code], env=place, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_kill_9_in_the_middle_of_a_digest(place):
    slow = Behaviour(lambda number, to: time.sleep(0.01) or "")
    with mail_server(slow) as url:
        place["STEMME_SMTP_URL"] = url
        python(place, SET_UP)
        rng = random.Random(11)
        for begun in ("0", "11", "22"):
            before = len(slow.taken)
            sender = subprocess.Popen([sys.executable, "-c", SEND, begun], env=place, stderr=subprocess.DEVNULL)
            end = time.monotonic() + 20
            while len(slow.taken) < before + rng.randint(3, 9) and time.monotonic() < end:
                time.sleep(0.003)
            sender.send_signal(signal.SIGKILL)
            sender.wait()
        for minutes in ("43", "44"):
            subprocess.run([sys.executable, "-c", SEND, minutes], env=place, check=True, timeout=120)
        accepted, uncertain, handed_over, planned = map(int, python(place, COUNT).split())
    assert set(slow.recipients.values()) == {1}, "nobody got two"
    assert accepted + uncertain == READERS and handed_over == planned == 0
    assert uncertain <= 3, "at most the one mail that each killed sender was handing over"
    assert accepted <= len(slow.recipients) <= READERS
