"""One event that is sent by many at the same moment, and days that are counted by several workers at once."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection, transaction

from stemme.kit.periods import Period
from stemme.outcomes.actions.tallies import count_dirty
from stemme.outcomes.agreement_queries import disagreements
from stemme.outcomes.models import Conversion, Goal, Touch
from stemme.outcomes.tally_queries import sums
from stemme.outcomes.tests.scene import Scene
from tests.cast import make_cast

_SENDERS, _TIMES, _COUNTERS = 8, 25, 4


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


@pytest.mark.skipif(
    "STEMME_TEST_POSTGRES" not in os.environ, reason="SQLite has one writer and, in tests, one connection"
)
@pytest.mark.django_db(transaction=True)
def test_workers_that_count_one_month_at_once_make_one_sum_of_it(now: dt.datetime) -> None:
    scene = Scene(make_cast(now), now)
    ours = scene.cast.nordlys.id
    click = scene.click(scene.link(scene.cast.cleo), days_ago=12)
    together = Barrier(_COUNTERS)

    def work(number: int) -> None:
        try:
            together.wait()
            for day in range(11):
                scene.record(f"e-{number}-{day}", [click], occurred_at=now - dt.timedelta(days=day))
                count_dirty(now=now, limit=2)
        finally:
            connection.close()

    with ThreadPoolExecutor(_COUNTERS) as pool:
        for one in [pool.submit(work, number) for number in range(_COUNTERS)]:
            one.result()
    count_dirty(now=now)
    november = Period(dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    assert [row.conversions for row in sums(ours, november).values()] == [11.0 * _COUNTERS]
    assert disagreements(ours) == []


@pytest.mark.skipif(
    "STEMME_TEST_POSTGRES" not in os.environ, reason="SQLite has one writer and, in tests, one connection"
)
@pytest.mark.django_db(transaction=True)
def test_who_counts_waits_for_a_change_of_the_goal_and_counts_by_its_new_rules(now: dt.datetime) -> None:
    scene = Scene(make_cast(now), now)
    scene.record("e-1", [scene.click(scene.link(scene.cast.cleo))])
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            changed = Goal.objects.select_for_update().get(id=scene.goal.id)
            counting = pool.submit(_counted, now)
            with pytest.raises(TimeoutError):
                counting.result(timeout=0.5)
            changed.value = Decimal(700)
            changed.save()
        assert counting.result(timeout=30) == 1
    november = Period(dt.date(2026, 11, 1), dt.date(2026, 11, 30))
    assert [row.value for row in sums(scene.cast.nordlys.id, november).values()] == [Decimal(700)]


def _counted(now: dt.datetime) -> int:
    try:
        return count_dirty(now=now)
    finally:
        connection.close()
