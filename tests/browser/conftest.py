"""One installation and one Chromium for all browser tests of a worker."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
QUIET = tuple(
    f"--{flag}"
    for flag in (
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
    )
)
HERE = str(Path(__file__).parent)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if str(item.path).startswith(HERE):
            item.add_marker(pytest.mark.browser)


@dataclass
class House:
    """A running installation: where it is, and what tests need to know of it."""

    url: str
    links: str
    data: Path
    facts: dict[str, Any]
    environment: dict[str, str] = field(repr=False)

    def run(self, *words: str) -> str:
        """Run a ``stemme`` command in it and give what it printed."""
        command = [sys.executable, "-m", "stemme.project.cli", *words]
        done = subprocess.run(command, cwd=PROJECT, env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"nothing answers on {url}")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Pages and links as ``stemme serve`` runs them, on free ports, with the cast and some history."""
    data = tmp_path_factory.mktemp("house")
    pages, links = _free_port(), _free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STEMME_")}
    environment = {
        **kept,
        "STEMME_DATA": str(data),
        "STEMME_PUBLIC_URL": f"http://127.0.0.1:{pages}",
        "STEMME_LINK_URL": f"http://127.0.0.1:{links}",
        "STEMME_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "stemme.project.settings",
        "PYTHONPATH": str(PROJECT),
    }
    filled = subprocess.run(
        [sys.executable, "tests/browser/house.py"], cwd=PROJECT, env=environment, capture_output=True, text=True
    )
    assert filled.returncode == 0, filled.stderr
    facts = json.loads(filled.stdout.strip().splitlines()[-1])
    serve = [sys.executable, "-m", "stemme.project.cli", "serve", "--port", str(pages), "--links-port", str(links)]
    with (data / "server.log").open("ab") as log:
        server = subprocess.Popen(serve, cwd=PROJECT, env=environment, stdout=log, stderr=log)
    try:
        _wait(f"http://127.0.0.1:{pages}/healthz", server)
        _wait(f"http://127.0.0.1:{links}/healthz", server)
        yield House(f"http://127.0.0.1:{pages}", f"http://127.0.0.1:{links}", data, facts, environment)
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser that tools/suite.py found, else the one on the PATH."""
    path = os.environ.get("STEMME_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


class Visit:
    """A browser window of one person that notes everything that goes wrong in it."""

    def __init__(self, house: House, context: BrowserContext) -> None:
        self.house = house
        self.context = context
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        #: Answers of 4xx and 5xx make Chromium write a line that is no fault when the page is about that.
        self.page.on("console", lambda m: self._note(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("request", lambda request: self._look(request.url))

    def _note(self, text: str) -> None:
        if "Failed to load resource: the server responded with a status of 4" not in text:
            self.faults.append(text)

    def _look(self, url: str) -> None:
        own = (self.house.url + "/", self.house.links + "/", "data:", "blob:", "about:")
        if not url.startswith(own):
            self.faults.append(f"asks a foreign host: {url}")

    def open(self, path: str) -> int:
        """Open an address of the house; gives the status of the answer."""
        response = self.page.goto(self.house.url + path)
        return response.status if response else 0


@pytest.fixture
def visit(house: House, chromium: Browser) -> Iterator[Any]:
    """``visit("cleo", width=320, scheme="dark", scripts=False)`` opens a window; no name: nobody is signed in."""
    contexts = []

    def enter(who: str = "", *, width: int = 1280, scheme: str = "light", scripts: bool = True) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            locale="en-GB",
            reduced_motion="reduce",
        )
        contexts.append(context)
        if who:
            context.add_cookies([{"name": "stemme", "value": house.facts["sessions"][who], "url": house.url}])
        return Visit(house, context)

    yield enter
    for context in contexts:
        context.close()
