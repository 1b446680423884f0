"""Tracked links with every click durable, beside the same server doing nothing and beside a plain Django view.

    python benchmarks/bench_redirect.py [--quick]

On SQLite and on a throw-away PostgreSQL, with one and with two link processes, always with the ingest that moves the
clicks into the database. Contenders take turns, forward and backward, so that whatever else the machine does hits all
of them; figures are medians, and only the ratios mean something. Nobody's turn begins before the inbox holds every
click of the turn before, and when at the end it holds anything else than what was answered (give or take what was
under way when a press ended) there are no figures at all.

CPU a click: all processes of the installation (Granian's, the ingest, PostgreSQL's) by /proc, from the first request
until the last click is in the inbox; the database is used by nobody else meanwhile.

Busy pages: the pages' process of ``stemme serve`` answers the sign-in page to four readers who never pause, which takes
a whole core. The budget is the plain ratio to the durable rate alone. On a machine of two cores that is severe: client,
links, ingest and pages share what client, links and ingest had to themselves. So two more ratios are printed: to the
rate beside a stranger that burns one core and shares nothing with the links but the machine (1 means that pages cost
the links nothing but processor time), and to the constant answer beside the same busy pages.

The client is wrk (Debian's package of that name, which ``tools/setup.sh dev`` installs where it may). Our own, for
machines without it, takes as much of a core as the server that it measures: on two cores it halves every rate, the
durable one more than the constant one, and no budget means anything.

What nobody here can help is printed beside the figures: cores that other programs kept busy, and how long the disk
takes to flush a batch; when either is much, the ratios are those of another machine.

Memory: resident memory of the links' processes, one of them, over a million clicks; growth is taken from the second
half, because the first fills caches of a fixed size.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tools")]

from benchmarks.redirect.installation import ClicksMissingError, Installation  # noqa: E402
from benchmarks.redirect.report import print_outcome  # noqa: E402
from benchmarks.redirect.rounds import QUICK, USUAL, Size, run  # noqa: E402
from stemme.links.tests import server  # noqa: E402

WORKERS = (1, 2)


def compare(database: str, url: str, data: Path, size: Size) -> bool:
    """Run and print all numbers of workers on one database. False when clicks were missing."""
    with contextlib.closing(Installation(database, url, data)) as installation:
        for workers in WORKERS:
            try:
                print_outcome(run(installation, workers, size))
            except ClicksMissingError as error:
                print(f"no figures: {error}")
                return False
    return True


@contextlib.contextmanager
def postgresql() -> Iterator[str | None]:
    """A server's address, or None with the reason printed."""
    from postgres import PostgresError, running_postgres

    try:
        with running_postgres() as url:
            yield url
    except PostgresError as error:
        print(error)
        yield None


def main() -> int:
    """Both databases, one after the other. 1 when clicks were missing."""
    options = argparse.ArgumentParser(description="Tracked links per second, with every click durable.")
    options.add_argument("--quick", action="store_true", help="a minute, to see that it runs; the figures are rough")
    options.add_argument("--only", choices=["sqlite", "postgresql"], help="one of the databases")
    chosen = options.parse_args()
    size = QUICK if chosen.quick else USUAL
    complete = True
    with tempfile.TemporaryDirectory(prefix="stemme-bench-") as folder:
        if chosen.only != "postgresql":
            data = Path(folder) / "sqlite"
            complete &= compare("sqlite", server.sqlite_url(data), data, size)
        if chosen.only != "sqlite":
            with postgresql() as url:
                complete &= url is None or compare("postgresql", url, Path(folder) / "postgresql", size)
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
