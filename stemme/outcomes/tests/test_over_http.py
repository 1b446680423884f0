"""The door for servers under fire, over HTTP and on a server of its own (security.md T-14)."""

from __future__ import annotations

import json
from pathlib import Path

from stemme.outcomes.tests import sending
from tests.house import empty_house

#: benchmarks/bench_doors.py sends ten thousand.
POSTS = 2_000


def test_one_event_sent_two_thousand_times_at_once_is_one_row_and_one_answer(tmp_path: Path) -> None:
    with empty_house(tmp_path / "house") as house:
        filled = json.loads(house.python("-m", "stemme.outcomes.tests.sending").splitlines()[-1])
        with house.serving():
            answers, _seconds = sending.send(house.url, **filled, posts=POSTS)
        stored = json.loads(house.python("-m", "stemme.outcomes.tests.sending", "count").splitlines()[-1])
    assert answers == {(202, b'{"event_id": "order-1", "status": 202}'): POSTS}
    assert stored == [1, 1]
