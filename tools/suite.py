"""make test: the whole suite on SQLite, the whole suite on PostgreSQL, then the pages in a browser.

``make test PHASE=sqlite`` (postgresql, browser) runs one part. Each part runs even when another has failed; the
last line sums up all of them, and the exit code is 0 only when every part ran at least one test and none failed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parent))

from browser import BrowserError, find_chromium
from postgres import PostgresError, running_postgres

PROJECT = Path(__file__).resolve().parents[1]
PYTEST = [sys.executable, "-m", "pytest", "-q"]
#: One more than cores: the longest tests wait for servers that they started, most of the time.
WORKERS = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]
PARALLEL = [*WORKERS, "-m", "not browser"]
PHASES = ("sqlite", "postgresql", "browser")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one part of the suite came to."""

    phase: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    problem: str = ""

    @property
    def good(self) -> bool:
        """True when something ran and nothing failed."""
        return not self.problem and not self.failed and self.passed > 0


def _counts(report: Path) -> tuple[int, int, int]:
    """Passed, failed (errors too) and skipped, from pytest's own report."""
    suites = ET.parse(report).getroot().iter("testsuite")
    total = failed = skipped = 0
    for suite in suites:
        total += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return total - failed - skipped, failed, skipped


def _run(phase: str, arguments: Sequence[str], **variables: str) -> Outcome:
    print(f"\n=== {phase} ===", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="stemme-suite-") as folder:
        report = Path(folder, "report.xml")
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STEMME_")}
        made = Path(folder, "made")
        made.mkdir()
        own = {"STEMME_DATA": str(Path(folder, "data")), "STEMME_TEST_MADE": str(made)}
        environment = {**kept, **own, **variables}
        command = [*PYTEST, *arguments, f"--junitxml={report}"]
        code = subprocess.run(command, cwd=PROJECT, env=environment, stdin=subprocess.DEVNULL).returncode
        seconds = time.monotonic() - started
        if not report.exists():
            return Outcome(phase, seconds=seconds, problem=f"pytest ended with {code} before it wrote its report")
        passed, failed, skipped = _counts(report)
    problem = f"pytest ended with {code}" if code and not failed else ""
    return Outcome(phase, passed, failed, skipped, seconds, problem)


def run_phase(phase: str) -> Outcome:
    """Run one part of the suite with what it needs around it."""
    if phase == "sqlite":
        return _run(phase, PARALLEL)
    if phase == "postgresql":
        try:
            with running_postgres(survives_power_cuts=False) as url:  # no test pulls the plug
                variables = {"STEMME_DATABASE_URL": url, "STEMME_TEST_POSTGRES": "1"}
                return _run(phase, PARALLEL, **variables)
        except PostgresError as error:
            return Outcome(phase, problem=str(error))
    try:
        chromium = find_chromium()
    except BrowserError as error:
        return Outcome(phase, problem=str(error))
    return _run(phase, [*WORKERS, "-m", "browser"], STEMME_CHROMIUM=chromium)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main(names: Sequence[str]) -> int:
    """The parts named, or all. Returns the exit code."""
    unknown = set(names) - set(PHASES)
    if unknown:
        print(f"no part named {', '.join(sorted(unknown))}; there are {', '.join(PHASES)}")
        return 2
    signal.signal(signal.SIGTERM, _leave)
    outcomes = [run_phase(phase) for phase in PHASES if not names or phase in names]
    print()
    for outcome in outcomes:
        words = f"{outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped"
        print(f"{outcome.phase:<11} {words}, {outcome.seconds:.0f} s {outcome.problem}".rstrip())
    passed, skipped = sum(o.passed for o in outcomes), sum(o.skipped for o in outcomes)
    failed = sum(o.failed + (1 if o.problem or not (o.passed or o.failed) else 0) for o in outcomes)
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 0 if all(outcome.good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
