"""A house of its own, and its worker in processes of their own."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import Any

import pytest

from stemme.links.tests.conftest import House, house
from stemme.links.tests.server import PROJECT, environment

__all__ = ["house"]

_DAY = 24 * 3600 * 1000


@dataclass
class Worker:
    """Runs tests/faults/worker.py in the house's environment."""

    house: House

    def fill(self, number: int) -> None:
        """Clicks on all links over three days, some of tomorrow and some of forty days ago; visitors come back."""
        chance = random.Random(number)
        links = self.house.ask("SELECT organisation_id, id FROM links_trackedlink ORDER BY id", clicks=False)
        now = int(time.time() * 1000)
        values = []
        for _ in range(number):
            organisation, link = chance.choice(links)
            human = chance.random() < 0.9
            who = chance.getrandbits(10) if human else "NULL"
            at = now - 3_600_000 - chance.choice([0, 0, 0, 1, 1, 2, 40, -1]) * _DAY - chance.randrange(7_200_000)
            values.append(f"({organisation},{link},{at},'{'human' if human else 'bot'}','',{who},'',{who})")
        columns = "organisation_id, link_id, at, hit, reason, visitor, referrer, place"
        self.house.ask(f"INSERT INTO links_clickinbox ({columns}) VALUES {','.join(values)}")

    def begin(self, *words: object, module: str = "tests.faults.worker") -> subprocess.Popen[str]:
        """Start it and come back."""
        with (self.house.data / "worker.log").open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", module, *map(str, words)],
                env=environment(self.house.url, self.house.data), cwd=PROJECT, text=True, stdout=subprocess.PIPE,
                stderr=log,
            )  # fmt: skip

    def end(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        """Wait for the end of an examination. What it found."""
        said, _ = process.communicate(timeout=180)
        assert process.returncode == 0, (self.house.data / "worker.log").read_text(errors="replace")[-3000:]
        found: dict[str, Any] = json.loads(said)
        return found

    def examine(self) -> dict[str, Any]:
        """Roll up what is left, then look at everything as the doctor does."""
        return self.end(self.begin("examine", "--roll"))


@pytest.fixture
def worker(house: House) -> Worker:
    """The worker of the house, which holds no clicks from before."""
    house.ask("DELETE FROM links_clickinbox")
    for table in ("stats_tally", "stats_seen", "links_click"):
        house.ask(f"DELETE FROM {table}", clicks=False)
    return Worker(house)
