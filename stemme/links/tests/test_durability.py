"""Whatever happens: a click that was answered with a redirect is kept, and kept once."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from stemme.links.tests import load, server
from stemme.links.tests.conftest import House
from tests.fresh import fresh_file

pytestmark = pytest.mark.slow

#: Requests that may be under way, and so be kept without an answer, when the server dies.
CONNECTIONS = 32
#: Of this house alone: other tests have theirs on the same server at the same time.
CUT_CONNECTIONS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE application_name IN ('links', 'clicks') AND datname = current_database()
"""


def press(address: str, house: House, *, seconds: float, until_refused: bool = False) -> load.Counts:
    pressing = load.press(address, house.codes, seconds=seconds, connections=CONNECTIONS, until_refused=until_refused)
    return asyncio.run(pressing)


def status_of(address: str, path: str) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=8)
    try:
        connection.request("GET", path, headers={"User-Agent": load.BROWSER.format(120)})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()
    finally:
        connection.close()


def wait_for(condition: object, *, seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.1)


def test_ten_kills_under_load_lose_no_answered_click(house: House) -> None:
    answered = sent = 0
    before = house.clicks()
    for _ in range(10):
        process, address = server.start(house.url, house.data)

        async def load_and_kill(process: subprocess.Popen[bytes] = process, address: str = address) -> load.Counts:
            pressing = asyncio.create_task(load.press(address, house.codes, seconds=5, connections=CONNECTIONS))
            await asyncio.sleep(1)
            server.kill(process)
            return await pressing

        counts = asyncio.run(load_and_kill())
        assert counts.redirects > 100, "the server was killed while it was busy"
        assert counts.refused == counts.other == 0
        answered += counts.redirects
        sent += counts.sent
    kept = house.clicks() - before
    assert answered <= kept <= sent, f"{answered} answered, {kept} kept of {sent} sent"
    assert kept - answered <= 10 * CONNECTIONS


def test_nobody_notices_that_the_inbox_takes_no_clicks_and_they_arrive_once_later(house: House) -> None:
    before = house.clicks()
    with server.serving(house.url, house.data) as address:
        assert status_of(address, f"/s/{house.codes[0]}")[0] == 302
        wait_for(lambda: house.ask("SELECT count(*) FROM links_clickinbox")[0][0] == before + 1)
        with database_refuses(house):
            counts = press(address, house, seconds=1.5)
            assert counts.redirects > 0
            assert counts.refused == counts.other == 0
            assert status_of(address, "/healthz")[0] == 200
            refused = house.ask("SELECT count(*) FROM " + ("links_clickinbox" if house.embedded else "away"))
            assert refused[0][0] == before + 1
    kept = house.clicks() - before - 1
    assert counts.redirects <= kept <= counts.sent


@contextlib.contextmanager
def database_refuses(house: House) -> Iterator[None]:
    """Every write of a click fails for a while, as real as it can be had from outside."""
    if house.url.startswith("sqlite:"):
        change = (
            "CREATE TRIGGER refuse BEFORE INSERT ON links_clickinbox BEGIN SELECT raise(ABORT, 'away'); END",
            "DROP TRIGGER refuse",
        )
    else:
        change = ("ALTER TABLE links_clickinbox RENAME TO away", "ALTER TABLE away RENAME TO links_clickinbox")
    house.ask(change[0])
    try:
        yield
    finally:
        house.ask(change[1])


def test_an_ingest_killed_again_and_again_loses_and_doubles_nothing(house: House) -> None:
    before = house.clicks()
    process, address = server.start(house.url, house.data)

    async def load_and_kill() -> load.Counts:
        pressing = asyncio.create_task(load.press(address, house.codes, seconds=4, connections=CONNECTIONS))
        for _ in range(4):
            mover = server.start_ingest(house.url, house.data)
            await asyncio.sleep(0.9)
            server.kill(mover)
        return await pressing

    counts = asyncio.run(load_and_kill())
    server.kill(process)
    assert counts.redirects > 100
    assert counts.refused == counts.other == 0
    kept = house.clicks() - before
    assert counts.redirects <= kept <= counts.sent
    assert house.clicks() - before == kept
    house.move()
    assert not list((house.data / "clicks").glob("*.clicks")), "files of dead writers are removed"


def test_several_links_processes_lose_and_double_nothing(house: House) -> None:
    before = house.clicks()
    with server.serving(house.url, house.data, workers=3) as address:
        counts = press(address, house, seconds=1.5)
        assert len(list((house.data / "clicks").glob("*.clicks"))) >= 3
    assert counts.refused == counts.other == 0
    assert house.clicks() - before == counts.redirects == counts.sent


@pytest.mark.skipif("clicks" in settings.DATABASES, reason="needs PostgreSQL, whose connections can be cut")
def test_cut_connections_lose_and_double_nothing(house: House) -> None:
    before = house.clicks()
    with server.serving(house.url, house.data) as address:

        async def load_and_cut() -> load.Counts:
            pressing = asyncio.create_task(load.press(address, house.codes, seconds=3, connections=CONNECTIONS))
            for _ in range(5):
                await asyncio.sleep(0.4)
                await asyncio.to_thread(house.ask, CUT_CONNECTIONS)
            return await pressing

        counts = asyncio.run(load_and_cut())
    assert counts.other == 0
    assert counts.refused <= 5, "only a link never asked for before, when its look-up is cut twice"
    assert house.clicks() - before == counts.redirects == counts.sent - counts.refused


@pytest.mark.skipif(os.geteuid() != 0, reason="a full disk is a small file system of its own; mounting needs root")
@pytest.mark.skipif("clicks" not in settings.DATABASES, reason="the disk of the clicks' file: SQLite")
def test_a_full_disk_loses_nothing_that_was_answered(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", megabytes=8) as disk:
        url = fresh_file(disk)
        house = House(url, disk, server.prepare(url, disk, links=3))
        ballast = disk / "ballast"
        process, address = server.start(url, disk)
        try:
            assert status_of(address, f"/s/{house.codes[0]}")[0] == 302
            fill(ballast)
            first = press(address, house, seconds=0.3)
            assert first.refused == 0, "there is room that was taken before the disk was full"
            counts = press(address, house, seconds=30, until_refused=True)
            assert counts.refused > 0, "the disk was full"
            status, headers, page = status_of(address, f"/s/{house.codes[0]}")
            assert (status, headers["retry-after"]) == (503, "5")
            assert "Nothing was counted" in page
            assert status_of(address, "/healthz")[0] == 503
            ballast.unlink()
            wait_for(lambda: status_of(address, "/healthz")[0] == 200)
            assert status_of(address, f"/s/{house.codes[0]}")[0] == 302
        finally:
            server.stop(process)
        assert first.other == counts.other == 0
        kept = house.clicks()
        assert first.redirects + counts.redirects + 2 <= kept <= first.sent + counts.sent + 3


@contextlib.contextmanager
def small_disk(folder: Path, *, megabytes: int) -> Iterator[Path]:
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def fill(file: Path) -> None:
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as ballast:
        while True:
            ballast.write(b"\0" * 4096)
