"""A real redirect process for tests and benchmarks: its own database, data folder and port.

``prepare`` makes the tables and some links, ``start`` serves them; both run in processes of their own, so that the
caller's Django stays on its own database.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parents[3]


def environment(database_url: str, data: Path, **more: str) -> dict[str, str]:
    """The environment of an installation of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STEMME_")}
    own = {"STEMME_DATABASE_URL": database_url, "STEMME_DATA": str(data)}
    return {**kept, "PYTHONPATH": str(PROJECT), "DJANGO_SETTINGS_MODULE": "stemme.project.settings", **own, **more}


def sqlite_url(data: Path) -> str:
    """The address of an embedded database in the data folder."""
    return f"sqlite:///{data / 'stemme.db'}"


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def prepare(database_url: str, data: Path, *, links: int = 1) -> list[str]:
    """Make the tables, an organisation and this many links. Returns the links' codes."""
    data.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "stemme.links.tests.stage", str(links)]
    done = subprocess.run(command, env=environment(database_url, data), capture_output=True, text=True, cwd=PROJECT)
    if done.returncode:
        raise RuntimeError(done.stderr)
    codes: list[str] = json.loads(done.stdout.splitlines()[-1])
    return codes


def start(
    database_url: str,
    data: Path,
    *,
    application: str = "stemme.links.redirect.asgi:application",
    interface: str = "asgi",
    health: str = "/healthz",
    workers: int = 1,
    prefix: tuple[str, ...] = (),
    extra: Mapping[str, str] | None = None,
) -> tuple[subprocess.Popen[bytes], str]:
    """Serve on a free port, as ``stemme serve`` does, and wait until it answers. Returns the process and its address.

    The process leads a group of its own, so that ``kill`` reaches Granian's worker as well. ``prefix`` are words in
    front of the command (``prlimit …``).
    """
    from stemme.project.supervisor import granian

    port = free_port()
    command = [
        *prefix,
        *granian(application, interface=interface, host="127.0.0.1", port=port, threads=4, workers=workers),
    ]
    own = environment(database_url, data, **(extra or {}))
    with (data / "server.log").open("ab") as log:
        process = subprocess.Popen(command, env=own, cwd=PROJECT, stdout=log, stderr=log, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + 30
    while not _answers(address + health):
        if process.poll() is not None or time.monotonic() > until:
            kill(process)
            raise RuntimeError((data / "server.log").read_text(errors="replace")[-3000:])
        time.sleep(0.02)
    return process, address


def kill(process: subprocess.Popen[bytes]) -> None:
    """kill -9 the server and its worker."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to end, as the supervisor does; kill it if it does not."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        kill(process)


@contextlib.contextmanager
def serving(database_url: str, data: Path, **options: object) -> Iterator[str]:
    """The address of a server that runs as long as the block does."""
    process, address = start(database_url, data, **options)  # type: ignore[arg-type]
    mover = start_ingest(database_url, data)
    try:
        yield address
    finally:
        stop(process)
        stop(mover)


def start_ingest(database_url: str, data: Path) -> subprocess.Popen[bytes]:
    """Move clicks from the data folder into the database, as the other child of ``stemme serve`` does."""
    with (data / "server.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "stemme.links.redirect.ingest"],
            env=environment(database_url, data), cwd=PROJECT, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip


def wait_until_moved(data: Path, *, seconds: float = 20) -> None:
    """Wait until the running ingest has stored and removed every file of the click log that nobody writes."""
    until = time.monotonic() + seconds
    while any(_complete(path) for path in (data / "clicks").glob("*.clicks")):
        if time.monotonic() > until:
            raise RuntimeError("clicks still wait in the click log")
        time.sleep(0.05)


def _complete(path: Path) -> bool:
    """Has the file of the click log something in it, or nobody who writes it?"""
    try:
        with path.open("rb") as file:
            return file.read(1) != b"\0"
    except FileNotFoundError:
        return False


def _answers(url: str) -> bool:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=1)
    try:
        connection.request("GET", parts.path)
        return connection.getresponse().status in {200, 302}
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
