"""The database is away while people click: every redirect is answered, every click is counted, once.

Five seconds here; a minute with STEMME_OUTAGE_SECONDS=60 pytest tests/faults/test_outage.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from stemme.links.tests import load, server
from stemme.links.tests.conftest import House
from tests.faults.conftest import Worker
from tests.fresh import fresh_file

pytestmark = pytest.mark.slow

OUTAGE = float(os.environ.get("STEMME_OUTAGE_SECONDS", "5"))
CONNECTIONS = 2


@contextlib.contextmanager
def files_locked(house: House) -> Iterator[None]:
    """Nobody else can write to the embedded database: the nearest it comes to being away."""
    import pysqlite3

    connections = [pysqlite3.connect(house.data / name, isolation_level=None) for name in ("stemme.db", "clicks.db")]
    try:
        for connection in connections:
            connection.execute("PRAGMA busy_timeout = 20000")
            connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        for connection in connections:
            connection.close()


@contextlib.contextmanager
def breakable_house(folder: Path) -> Iterator[tuple[House, Callable[[], contextlib.AbstractContextManager[None]]]]:
    """A house, and what takes its database away for the length of a block."""
    if "clicks" in settings.DATABASES:
        url = fresh_file(folder)
        house = House(url, folder, server.prepare(url, folder, links=20))
        yield house, lambda: files_locked(house)
        return
    sys.path.insert(0, str(server.PROJECT / "tools"))
    from postgres import Server

    machine = Server()

    @contextlib.contextmanager
    def stopped() -> Iterator[None]:
        machine.stop()
        try:
            yield
        finally:
            machine.start()

    try:
        yield House(machine.url, folder, server.prepare(machine.url, folder, links=20)), stopped
    finally:
        machine.remove()


def press(address: str, house: House, seconds: float) -> load.Counts:
    return asyncio.run(load.press(address, house.codes, seconds=seconds, connections=CONNECTIONS))


def test_a_database_that_is_away_under_load(tmp_path: Path) -> None:
    with breakable_house(tmp_path) as (house, away):
        worker = Worker(house)
        serving, address = server.start(house.url, house.data)
        moving = server.start_ingest(house.url, house.data)
        rolling = worker.begin("roll", "--forever", "--limit", 2_000)
        try:
            known = press(address, house, 1)
            answers: list[load.Counts] = []
            pressing = threading.Thread(target=lambda: answers.append(press(address, house, OUTAGE + 4)))
            pressing.start()
            time.sleep(2)
            with away():
                time.sleep(OUTAGE)
            pressing.join()
            server.stop(serving)
            server.wait_until_moved(house.data, seconds=120)
        finally:
            for process in (serving, moving):
                server.stop(process)
            rolling.kill()
            rolling.communicate()
        found = worker.examine()
    counts = answers[0]
    assert (counts.refused, counts.other) == (0, 0), "the redirect needs no database"
    redirects, sent = known.redirects + counts.redirects, known.sent + counts.sent
    assert found["alarms"] == []
    assert redirects <= found["hits"] <= sent, (known, counts, found)
    assert found["waiting"] == 0
