"""One event posted ten thousand times over HTTP by 32 connections: one row, one answer, and how long it takes.

    python benchmarks/bench_doors.py [posts]

A house of its own, served as ``stemme serve`` does: on SQLite in a file, or in the PostgreSQL of STEMME_DATABASE_URL.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]
POSTS = 10_000


def main(posts: int) -> int:
    """Fill a house, serve it, post; 1 when an answer differs or there is more than one row."""
    from stemme.outcomes.tests import sending
    from tests.house import empty_house

    with tempfile.TemporaryDirectory() as folder, empty_house(Path(folder)) as house:
        filled = json.loads(house.python("-m", "stemme.outcomes.tests.sending").splitlines()[-1])
        with house.serving():
            answers, seconds = sending.send(house.url, **filled, posts=posts)
        stored = json.loads(house.python("-m", "stemme.outcomes.tests.sending", "count").splitlines()[-1])
    said = {f"{status} {body.decode()}": number for (status, body), number in answers.items()}
    print(f"{posts:,} posts of one event in {seconds:.1f} s ({posts / seconds:.0f} a second): {said}, rows {stored}")
    return int(len(answers) != 1 or stored != [1, 1] or {status for status, _body in answers} != {202})


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else POSTS))
