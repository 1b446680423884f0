from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.utils import timezone

from stemme.jobs import actions, waking
from stemme.jobs.models import Job
from stemme.jobs.schedule import Slot
from stemme.jobs.tests import chores
from stemme.jobs.worker import run_everything_due
from stemme.project.schedule import SCHEDULE

pytestmark = pytest.mark.django_db
TICK = Slot("tick", "stemme.jobs.tests.chores.tick", every=3600, priority=3, wakes_on=frozenset({"rain", "snow"}))


@pytest.fixture(autouse=True)
def listening(db: None) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(chores.TABLE)
    waking.listen([TICK])
    yield
    waking.listen(SCHEDULE)


def wake(event: str) -> list[str]:
    return actions.wake(event, now=timezone.now())


def test_an_event_wakes_those_who_listen_and_nobody_else() -> None:
    assert wake("sun") == []
    assert wake("rain") == ["tick"]
    job = Job.objects.get()
    assert (job.task, job.priority, job.key) == (TICK.task, 3, None)
    assert run_everything_due() == 1


def test_many_events_are_one_call_until_it_has_begun() -> None:
    assert [wake("rain"), wake("snow"), wake("rain")] == [["tick"], [], []]
    (claimed,) = actions.claim(worker="w", limit=5, now=timezone.now())
    assert wake("snow") == ["tick"], "the one that runs may have read already"
    assert actions.finish(claimed, result=None, now=timezone.now())
    assert run_everything_due() == 1


def test_one_that_waits_to_be_tried_again_later_is_no_reason_to_wait() -> None:
    wake("rain")
    (claimed,) = actions.claim(worker="w", limit=5, now=timezone.now())
    actions.put_back(claimed, error="x", run_after=timezone.now() + dt.timedelta(minutes=5))
    assert wake("rain") == ["tick"]


def test_a_deed_undone_wakes_nobody() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        wake("rain")
        _ = 1 / 0
    assert not Job.objects.exists()


def test_the_clock_goes_on_beside_it() -> None:
    from stemme.jobs.schedule import due_slots

    wake("rain")
    now = timezone.now()
    assert len(actions.enqueue_due(due_slots(now, [TICK]), now=now)) == 1
    assert Job.objects.count() == 2
