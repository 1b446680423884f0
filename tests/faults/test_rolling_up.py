"""Whatever happens to the worker: every click is counted, none twice, and the doctor finds nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from stemme.links.tests import server
from stemme.links.tests.conftest import House
from stemme.links.tests.test_durability import fill as fill_disk
from stemme.links.tests.test_durability import small_disk
from tests.faults.conftest import Worker
from tests.fresh import fresh_file

pytestmark = pytest.mark.slow


def counted_once(found: dict[str, Any], clicks: int) -> bool:
    return (found["alarms"], found["hits"], found["waiting"]) == ([], clicks, 0)


def test_a_worker_that_dies_anywhere_counts_nothing_twice(worker: Worker) -> None:
    worker.fill(400)
    before = worker.end(worker.begin("die", "--limit", 30))
    assert before["alarms"] == []
    assert 0 < before["hits"] < 400, "they died on the way"
    found = worker.examine()
    assert counted_once(found, 400), found


def test_kill_9_of_stemme_work(house: House, worker: Worker) -> None:
    clicks = waits = 12_000
    worker.fill(clicks)
    for _ in range(2):
        house.ask("DELETE FROM jobs_job", clicks=False)  # As if the lease of the killed one had run out.
        process = worker.begin("work", module="stemme.project.cli")
        until = time.monotonic() + 60
        while waits and house.clicks() == waits and time.monotonic() < until:
            time.sleep(0.02)
        waits = house.clicks()
        process.kill()
        process.communicate()
    assert waits < clicks, "it was at work"
    found = worker.examine()
    assert counted_once(found, clicks), found


def test_two_workers_at_once_and_the_doctor_beside_them(house: House, worker: Worker) -> None:
    worker.fill(1_000)
    done = house.data / "done"
    done.unlink(missing_ok=True)
    doctor = worker.begin("examine", "--until", done)
    workers = [worker.begin("roll", "--limit", 40) for _ in range(2)]
    try:
        for process in workers:
            process.communicate(timeout=120)
        assert [process.returncode for process in workers] == [0, 0]
    finally:
        done.touch()
        found = worker.end(doctor)
    assert counted_once(found, 1_000), found


def test_clocks_that_jump(worker: Worker) -> None:
    """The worker's clock a day ahead, then a day behind; among the clicks are some of tomorrow and of last month."""
    worker.fill(900)
    found = worker.end(worker.begin("jump", "--limit", 70, "--roll"))
    assert counted_once(found, 900), found
    assert found["visitors"] > 0


@pytest.mark.skipif(os.geteuid() != 0, reason="a full disk is a small file system of its own; mounting needs root")
@pytest.mark.skipif("clicks" not in settings.DATABASES, reason="the disk of the embedded database")
def test_a_full_disk_stops_the_count_and_spoils_nothing(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", megabytes=8) as disk:
        url = fresh_file(disk)
        worker = Worker(House(url, disk, server.prepare(url, disk, links=20)))
        worker.fill(5_000)
        ballast = disk / "ballast"
        fill_disk(ballast)
        stopped = worker.begin("roll", "--limit", 4_000)
        stopped.communicate(timeout=120)
        assert stopped.returncode, "the disk was full (and its log may be on it, which ends Python with 120)"
        ballast.unlink()
        found = worker.examine()
        assert counted_once(found, 5_000), found
