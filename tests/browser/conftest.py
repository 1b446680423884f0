"""One installation and one Chromium for all browser tests of a worker."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.house import House, empty_house

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
class Furnished:
    """A running house with the cast in it."""

    url: str
    links: str
    facts: dict[str, Any]
    house: House


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    """Pages and links, with the cast and some history; the mailbox and the style guide are there too."""
    with empty_house(tmp_path_factory.mktemp("house"), STEMME_DEMO="1") as house:
        facts = json.loads(house.python("-m", "tests.house_contents").strip().splitlines()[-1])
        with house.serving():
            yield Furnished(house.url, house.links, facts, house)


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

    def __init__(self, house: Furnished, context: BrowserContext) -> None:
        self.house = house
        self.context = context
        # What a person opens elsewhere (a network's page in a new tab) ends here.
        context.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
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
def visit(house: Furnished, chromium: Browser) -> Iterator[Any]:
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
