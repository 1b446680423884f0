"""Overview, goals and funnel, reports and one's own outcomes on a long history; and on one with a tenth of everything.

    python benchmarks/bench_funnel.py [clicks [conversions [folder]]]

As bench_history.py, with conversions of two years, their clicks, and landing pages. Without a word 300,000 clicks and
6,000 conversions; what issue 9 is about: 10000000 200000. With a folder the embedded databases stay there, are used
again as they are found, and PostgreSQL is not measured (``tools/with_postgres.py -- python benchmarks/bench_funnel.py``
measures only that).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tools")]

from postgres import PostgresError, running_postgres  # noqa: E402

from benchmarks.bench_history import ROUNDS, TEN, History, histories, report  # noqa: E402

CLICKS, CONVERSIONS = 300_000, 6_000


def load(history: History, conversions: int, size: tuple[int, int]) -> None:
    """Clicks, people, stories, unless they are there; conversions, counted."""
    mark = Path(history.environment["STEMME_DATA"]) / "loaded"
    if not mark.exists():
        history.load(*size)
        mark.touch()
    found = json.loads(history.run("-m", "benchmarks.history.outcomes", history.slug, str(conversions)))
    print(
        f"{history.clicks} clicks loaded in {history.seconds:.0f} s, {conversions} conversions and {found['steps']} "
        f"rows of landing pages in {found['written']:.0f} s; {found['days']} days of goals counted in "
        f"{found['counted']:.0f} s: {found['rows']} sums",
        flush=True,
    )


def compare(name: str, short: History, long: History, conversions: int) -> None:
    """Load both, measure them turn by turn, print."""
    print(f"--- {name}, {long.clicks} clicks and {conversions} conversions against a tenth", flush=True)
    size = (25_000, 3_000) if long.clicks >= 1_000_000 else (5_000, 1_500)
    load(short, conversions // TEN, size)
    load(long, conversions, size)
    for _ in range(ROUNDS):
        short.measure("outcome_pages")
        long.measure("outcome_pages")
    report(f"outcomes_{name}", short.pages, long.pages)


def main(clicks: int = CLICKS, conversions: int = CONVERSIONS, kept: str = "") -> None:
    """Measure on every database there is."""
    given = os.environ.get("STEMME_DATABASE_URL")
    if given:
        with histories(clicks, given, given) as (short, long):
            compare("postgresql", short, long, conversions)
        return
    with histories(clicks, kept=kept) as (short, long):
        compare("sqlite", short, long, conversions)
    if kept:
        return
    try:
        with running_postgres() as one, running_postgres() as other, histories(clicks, one, other) as (short, long):
            compare("postgresql", short, long, conversions)
    except PostgresError as error:
        print(f"PostgreSQL not measured: {error}")


if __name__ == "__main__":
    main(*(int(word) if word.isdigit() else word for word in sys.argv[1:4]))  # type: ignore[arg-type]
