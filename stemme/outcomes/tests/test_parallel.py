"""One event that is sent by many at the same moment."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from stemme.kit.periods import Period
from stemme.outcomes.actions.tallies import count_dirty
from stemme.outcomes.models import Conversion, Touch
from stemme.outcomes.tally_queries import sums
from stemme.outcomes.tests.scene import Scene
from tests.cast import make_cast

_SENDERS, _TIMES = 8, 25


@pytest.mark.skipif(
    "STEMME_TEST_POSTGRES" not in os.environ, reason="on SQLite: benchmarks/bench_outcomes.py, in a file"
)
@pytest.mark.django_db(transaction=True)
def test_two_hundred_parallel_posts_of_one_event_are_one_conversion(now: dt.datetime) -> None:
    scene = Scene(make_cast(now), now)
    click = scene.click(scene.link(scene.cast.cleo))
    together = Barrier(_SENDERS)

    def send() -> Counter[str]:
        try:
            together.wait()
            return Counter(scene.record("e-1", [click]).state for _ in range(_TIMES))
        finally:
            connection.close()

    with ThreadPoolExecutor(_SENDERS) as pool:
        sent = [pool.submit(send) for _ in range(_SENDERS)]
        states = sum((one.result() for one in sent), Counter[str]())
    assert states == {"new": 1, "same": _SENDERS * _TIMES - 1}
    ours = scene.cast.nordlys.id
    assert Conversion.objects.filter(organisation_id=ours).count() == 1
    assert Touch.objects.filter(organisation_id=ours).count() == 1
    count_dirty(now=now)
    november = Period(dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    assert [row.conversions for row in sums(ours, november).values()] == [1.0]
