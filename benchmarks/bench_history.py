"""How long every page that shows figures takes on a long history, and how much longer on one ten times as long.

    python benchmarks/bench_history.py [clicks]

Two organisations with as many people, stories and days, the first with a tenth of the clicks, shares and readings of
the second (``stemme stats generate``), each in a database of its own: embedded ones, then, when a server can be found,
PostgreSQL (or only the one of STEMME_DATABASE_URL). Without a word 300,000 clicks, 5,000 people and 1,500 stories, so
that ``make bench`` stays bearable; from a million on 25,000 people and 3,000 stories. What the budgets are about:

    python benchmarks/bench_history.py 10000000
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tools")]

from postgres import PostgresError, running_postgres  # noqa: E402

#: Milliseconds of server time (history/pages.py) for a page, on the longer history.
BUDGET = 100
#: The longer history may cost so many times the shorter one, on each page that takes long enough to tell its time from
#: noise (``TELLING`` milliseconds).
RATIO = 1.3
TELLING = 20
CLICKS, TEN = 300_000, 10
ROUNDS = 5


@dataclass(frozen=True)
class Page:
    """Milliseconds of server time (median, 95th percentile) and on the wall, queries, bytes. Of several rounds that are
    medians each, the calmest."""

    served: float
    slow: float
    took: float
    queries: int
    length: int


Figures = dict[str, Page]


@dataclass
class History:
    """An organisation with so many clicks in a database of its own."""

    clicks: int
    environment: dict[str, str]
    seconds: float = 0.0
    pages: Figures = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The organisation's short name; two may share a database."""
        return f"bench-{self.clicks}"

    def run(self, *words: str) -> str:
        """Run a part of the project there; what it printed."""
        command = [sys.executable, *words]
        done = subprocess.run(command, cwd=PROJECT, env=self.environment, check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def load(self, people: int, stories: int) -> None:
        """Fill it, and remember how long that took."""
        self.run("manage.py", "migrate", "-v0")
        if "STEMME_DATABASE_URL" not in self.environment:
            self.run("manage.py", "migrate", "--database", "clicks", "-v0")
        self.run("manage.py", "collectstatic", "--noinput", "-v0")
        started = time.monotonic()
        size = ["--clicks", str(self.clicks), "--people", str(people), "--stories", str(stories)]
        self.run("manage.py", "stats_generate", "--org", self.slug, *size)
        self.seconds = time.monotonic() - started

    def measure(self, pages: str = "pages") -> None:
        """Ask for every page of a module several times."""
        found = json.loads(self.run("-m", f"benchmarks.history.{pages}", self.slug).splitlines()[-1])
        for name, row in found.items():
            page = Page(*row)
            if name not in self.pages or page.served < self.pages[name].served:
                self.pages[name] = page


@contextlib.contextmanager
def histories(clicks: int, *urls: str, kept: str = "") -> Iterator[tuple[History, History]]:
    """A tenth of the clicks, and all of them; embedded, or on the servers at these addresses.

    ``kept``: a folder that stays, and is used as it is found.
    """
    with tempfile.TemporaryDirectory(prefix="stemme-history-") as data:
        found = []
        for number, count in enumerate((clicks // TEN, clicks)):
            folder = Path(kept or data) / str(count)
            folder.mkdir(parents=True, exist_ok=True)
            here = {**os.environ, "STEMME_DATA": str(folder), "STEMME_DEMO": "1", "PYTHONPATH": str(PROJECT)}
            here["DJANGO_SETTINGS_MODULE"] = "stemme.project.settings"
            if urls:
                here["STEMME_DATABASE_URL"] = urls[number]
            found.append(History(count, here))
        yield found[0], found[1]


def compare(name: str, short: History, long: History) -> None:
    """Load both, measure them turn by turn, print."""
    print(f"--- {name}, {long.clicks} clicks against {short.clicks}", flush=True)
    people, stories = (25_000, 3_000) if long.clicks >= 1_000_000 else (5_000, 1_500)
    for history in (short, long):
        history.load(people, stories)
    for _ in range(ROUNDS):
        short.measure()
        long.measure()
    print(f"{people} people, {stories} stories; {long.clicks} clicks loaded in {long.seconds:.0f} s")
    report(name, short.pages, long.pages)
    print(f"bench history_{name}_loaded_per_second {long.clicks / long.seconds:.0f}", flush=True)


def report(name: str, short: Figures, long: Figures) -> None:
    """The figures, the ratios, and whether the budgets were kept.

    A page that shows more on the longer history, up to its limit of lines, may cost more in the same proportion.
    """
    ratios = {page: row.served / short[page].served for page, row in long.items()}
    longer = {page: max(1.0, row.length / short[page].length) for page, row in long.items()}
    for page, row in sorted(long.items(), key=lambda item: -item[1].served):
        print(
            f"{page:20} {row.served:6.1f} ms (p95 {row.slow:.0f}, wall {row.took:.0f}), {row.queries:2} queries; "
            f"{short[page].served:6.1f} ms on a tenth: {ratios[page]:.2f}, {longer[page]:.2f} times as long"
        )
    for page, row in long.items():
        print(f"bench history_{name}_{page}_ms {row.served:.1f}")
        print(f"bench history_{name}_{page}_queries {row.queries}")
        print(f"bench history_{name}_{page}_10x_to_1x {ratios[page]:.2f}")
    whole = sum(row.served for row in long.values()) / sum(row.served for row in short.values())
    print(f"bench history_{name}_slowest_page_ms {max(row.served for row in long.values()):.1f}")
    print(f"bench history_{name}_all_pages_10x_to_1x {whole:.2f}")
    slow = [page for page, row in long.items() if row.served > BUDGET]
    grown = [page for page in long if ratios[page] > RATIO * longer[page] and long[page].served > TELLING]
    print(f"budget: every page under {BUDGET} ms: {_kept(slow)}")
    print(f"budget: ten times the history costs at most {RATIO} times as much: {_kept(grown)}")


def _kept(missed: list[str]) -> str:
    return f"MISSED by {', '.join(missed)}" if missed else "kept"


def main() -> None:
    """Measure on every database there is."""
    clicks = int(sys.argv[1]) if len(sys.argv) > 1 else CLICKS
    given = os.environ.get("STEMME_DATABASE_URL")
    if given:
        with histories(clicks, given, given) as (short, long):
            compare("postgresql", short, long)
        return
    with histories(clicks) as (short, long):
        compare("sqlite", short, long)
    try:
        with running_postgres() as one, running_postgres() as other, histories(clicks, one, other) as (short, long):
            compare("postgresql", short, long)
    except PostgresError as error:
        print(f"PostgreSQL not measured: {error}")


if __name__ == "__main__":
    main()
