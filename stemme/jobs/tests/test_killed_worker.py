"""Workers as processes on a real database file or server, killed while they work."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.fresh import fresh_database

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
HERE = Path(__file__).parent
ENQUEUE = """
import django; django.setup()
from django.db import connection, transaction
from stemme.jobs.tests import chores
connection.cursor().execute(chores.TABLE)
with transaction.atomic():
    for number in range({count}):
        chores.mark.enqueue(number=number)
"""
REPORT = """
import django; django.setup()
from collections import Counter
from stemme.jobs.models import Job
from stemme.jobs.tests import chores
counts = Counter(chores.marks())
open_jobs = Job.objects.filter(finished_at=None, failed_at=None).count()
print(len(counts), sum(counts.values()), open_jobs, Job.objects.filter(failed_at__isnull=False).count())
"""


@pytest.fixture
def place(tmp_path):
    """Environment of a private installation on the kind of database that this test run uses."""
    environment = {**os.environ, "STEMME_DATA": str(tmp_path), "PYTHONPATH": str(settings.PROJECT)}
    with fresh_database(tmp_path) as url:
        yield {**environment, "STEMME_DATABASE_URL": url}


def python(place, code):
    done = subprocess.run([sys.executable, "-c", code], env=place, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()[-4:]


def worker(place, *words):
    command = [sys.executable, str(HERE / "worker_process.py"), *words]
    return subprocess.Popen(command, env=place, stderr=subprocess.DEVNULL, start_new_session=True)


def test_kill_9_loses_nothing_doubles_nothing_and_leaves_nothing_stuck(place):
    count = 400
    python(place, ENQUEUE.format(count=count))
    rng = random.Random(7)
    workers = [worker(place), worker(place)]
    try:
        for _ in range(5):
            time.sleep(rng.uniform(0.9, 1.6))
            victim = workers.pop(0)
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            workers.append(worker(place))
        end = time.monotonic() + 40
        report = python(place, REPORT)
        while int(report[2]) and time.monotonic() < end:
            time.sleep(0.5)
            report = python(place, REPORT)
    finally:
        for one in workers:
            one.kill()
            one.wait()
    different, effects, still_open, failed = map(int, report)
    assert (different, effects, still_open, failed) == (count, count, 0, 0)


def until(place, code, enough, *, seconds=40):
    """Run the code until what it prints is enough; machines that run tests are busy."""
    end = time.monotonic() + seconds
    found = python(place, code)
    while not enough(found) and time.monotonic() < end:
        found = python(place, code)
    return found


CLAIMED = """
import django; django.setup()
from stemme.jobs.models import Job
print(Job.objects.exclude(started_at=None).count())
"""
TICKS = """
import django; django.setup()
from stemme.jobs.models import Job
from stemme.jobs.tests import chores
from stemme.jobs.worker import run_everything_due
{drain}
print(len(chores.marks()), Job.objects.count())
"""


def test_sigterm_finishes_what_runs_and_ends(place):
    python(place, ENQUEUE.format(count=0) + "chores.dawdle.enqueue(number=1, seconds=4)\n")
    one = worker(place)
    until(place, CLAIMED, lambda found: found == ["1"])
    one.send_signal(signal.SIGTERM)
    assert one.wait(timeout=30) == 0
    assert python(place, REPORT)[:3] == ["1", "1", "0"]


def test_two_workers_with_the_same_schedule_do_each_slot_once(place):
    python(place, ENQUEUE.format(count=0))
    started = time.monotonic()
    workers = [worker(place, "slots"), worker(place, "slots")]
    until(place, TICKS.format(drain=""), lambda found: int(found[0]) >= 3)
    for one in workers:
        one.terminate()
    for one in workers:
        assert one.wait(timeout=30) == 0
    seconds = time.monotonic() - started
    effects, jobs = map(int, python(place, TICKS.format(drain="run_everything_due()")))
    assert 3 <= effects == jobs <= seconds + 1
