"""A whole installation in processes of its own: pages and links as ``stemme serve`` runs them, own database.

On the database of this test run: embedded, or a new one in the PostgreSQL of STEMME_DATABASE_URL.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.fresh import fresh_database

PROJECT = Path(__file__).resolve().parents[1]


@dataclass
class House:
    """Where it is, and how to run commands in it."""

    url: str
    links: str
    data: Path
    environment: dict[str, str] = field(repr=False)

    def run(self, *words: str) -> str:
        """Run a ``stemme`` command in it and give what it printed."""
        return self.python("-m", "stemme.project.cli", *words)

    def python(self, *words: str) -> str:
        """Run Python in its environment."""
        command = [sys.executable, *words]
        done = subprocess.run(command, cwd=PROJECT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        return done.stdout

    @contextlib.contextmanager
    def serving(self, *more: str) -> Iterator[None]:
        """Serve as long as the block runs; ``--with-worker`` also runs what runs by itself."""
        ports = [str(urlsplit(address).port) for address in (self.url, self.links)]
        command = [
            sys.executable,
            "-m",
            "stemme.project.cli",
            "serve",
            "--port",
            ports[0],
            "--links-port",
            ports[1],
            *more,
        ]
        log = self.data / "server.log"
        with log.open("ab") as file:
            server = subprocess.Popen(command, cwd=PROJECT, env=self.environment, stdout=file, stderr=file)
        try:
            for address in (self.url, self.links):
                _wait(f"{address}/healthz", server, log)
            yield
        finally:
            server.terminate()
            server.wait(30)


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 180
    while time.monotonic() < until and server.poll() is None:
        with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(url, timeout=2):
            return
        time.sleep(0.1)
    raise AssertionError(f"nothing answers on {url}\n{log.read_text(errors='replace')[-3000:]}")


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def empty_house(data: Path, **settings: str) -> Iterator[House]:
    """An installation with tables and nothing in them, not yet serving."""
    pages, links = f"http://127.0.0.1:{free_port()}", f"http://127.0.0.1:{free_port()}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STEMME_")}
    data.mkdir(parents=True, exist_ok=True)
    with fresh_database(data) as database:
        environment = {
            **kept,
            "STEMME_DATA": str(data),
            "STEMME_DATABASE_URL": database,
            "STEMME_PUBLIC_URL": pages,
            "STEMME_LINK_URL": links,
            "DJANGO_SETTINGS_MODULE": "stemme.project.settings",
            "PYTHONPATH": str(PROJECT),
            **settings,
        }
        yield House(pages, links, data, environment)
