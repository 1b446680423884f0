from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from stemme.jobs import actions, queries
from stemme.jobs.models import Job
from stemme.jobs.running import run
from stemme.jobs.schedule import Slot, due_slots
from stemme.jobs.tests import chores
from stemme.jobs.worker import run_everything_due

pytestmark = pytest.mark.django_db
TICK = Slot("tick", "stemme.jobs.tests.chores.tick", every=60)


@pytest.fixture(autouse=True)
def effects(db):
    with connection.cursor() as cursor:
        cursor.execute(chores.TABLE)


def claim(limit=1, *, worker="w1", after=0.0):
    return actions.claim(worker=worker, limit=limit, now=timezone.now() + dt.timedelta(seconds=after))


def test_an_enqueued_call_is_run_once_and_keeps_its_result():
    result = chores.mark.enqueue(number=7)
    assert result.status == TaskResultStatus.READY
    assert run_everything_due() == 1
    assert run_everything_due() == 0
    assert chores.marks() == [7]
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 7, 1)


def test_enqueuing_is_undone_with_its_transaction():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        chores.mark.enqueue(number=1)
        _ = 1 / 0
    assert Job.objects.count() == 0


def test_later_and_urgent():
    chores.mark_plainly.using(run_after=timezone.now() + dt.timedelta(hours=1)).enqueue(number=1)
    chores.mark_plainly.enqueue(number=2)
    chores.mark_plainly.using(priority=9, queue_name="mails").enqueue(number=3)
    assert [job.arguments["kwargs"]["number"] for job in claim(5)] == [3, 2]
    assert [job.arguments["kwargs"]["number"] for job in claim(5, after=3700)] == [3, 2, 1]


def test_the_same_key_is_enqueued_once():
    assert actions.enqueue_once(chores.mark_plainly, key="k", number=1)
    assert not actions.enqueue_once(chores.mark_plainly, key="k", number=1)
    run_everything_due()
    assert not actions.enqueue_once(chores.mark_plainly, key="k", number=1)
    assert chores.marks() == [1]


def test_two_schedulers_make_one_job_and_no_heap():
    now = dt.datetime(2026, 11, 22, 10, 5, tzinfo=dt.UTC)
    for _ in range(2):
        actions.enqueue_due(due_slots(now, [TICK]), now=now)
    actions.enqueue_due(due_slots(now + dt.timedelta(seconds=90), [TICK]), now=now)
    assert Job.objects.count() == 1, "the next slot waits until the first is through"
    run_everything_due(now=now)
    actions.enqueue_due(due_slots(now + dt.timedelta(seconds=90), [TICK]), now=now)
    assert Job.objects.count() == 2


def test_clock_jumps_run_no_slot_twice_and_make_no_flood():
    now = dt.datetime(2026, 11, 22, 10, 5, tzinfo=dt.UTC)
    for jump in (0, 3 * 86_400, -7200, 0, 3 * 86_400):
        then = now + dt.timedelta(seconds=jump)
        actions.enqueue_due(due_slots(then, [TICK]), now=then)
        run_everything_due(now=then)
    assert len(chores.marks()) == 3


def test_a_failing_job_is_tried_again_later_and_then_kept_with_its_error():
    chores.mark_and_break.enqueue(number=1)
    waits = []
    for _ in range(3):
        before = timezone.now()
        run(claim(after=1e5)[0])
        job = Job.objects.get()
        waits.append((job.run_after - before).total_seconds())
    assert chores.marks() == [], "the transaction of each attempt was rolled back"
    assert waits[0] >= 2 and waits[1] >= 4
    assert job.failed_at and job.attempts == 3
    assert "chore 1 does not work" in job.error and "advd_6k" not in job.error
    assert [row.id for row in queries.failed()] == [job.pk]
    assert claim(after=1e6) == []
    assert chores.mark_and_break.get_result(str(job.pk)).errors[0].exception_class is ValueError
    assert actions.retry_failed(job_id=job.pk, now=timezone.now()) and claim()


def test_a_dead_workers_job_is_taken_over_and_its_late_end_changes_nothing():
    chores.mark.enqueue(number=5)
    slow = claim(worker="slow")[0]
    assert claim(worker="other") == [], "the lease holds"
    other = claim(worker="other", after=61)[0]
    assert run(slow) is False
    assert chores.marks() == [], "what the overtaken worker did is rolled back"
    assert run(other) is True
    assert chores.marks() == [5]


def test_renewed_leases_hold():
    chores.mark.enqueue(number=5)
    job = claim(worker="w1")[0]
    later = timezone.now() + dt.timedelta(seconds=50)
    assert actions.keep_alive(worker="w1", job_ids=[job.pk], now=later) == 1
    assert actions.keep_alive(worker="w2", job_ids=[job.pk], now=later) == 0
    assert claim(worker="w2", after=61) == []


def test_a_job_that_kills_every_worker_is_given_up():
    chores.mark.enqueue(number=5)
    Job.objects.update(attempts=8)
    run(claim()[0])
    job = Job.objects.get()
    assert job.failed_at and "stopped 8 times without an end" in job.error
    assert chores.marks() == []


def test_progress_context_and_unknown_tasks():
    half = chores.half_way.enqueue()
    context = chores.which_attempt.enqueue()
    Job.objects.create(task="stemme.jobs.tests.chores.not_a_task")
    Job.objects.create(task="stemme.nowhere.jobs.gone")
    run_everything_due()
    row = Job.objects.get(id=half.id)
    assert (row.done, row.total, row.result) == (3, 6, "half")
    assert Job.objects.get(id=context.id).result == 1
    assert Job.objects.filter(error__contains="is not a task", finished_at=None).count() == 1
    assert Job.objects.filter(error__startswith="builtins.ModuleNotFoundError").count() == 1
    actions.report_progress(1, 2)


def test_unknown_results_and_bad_arguments():
    with pytest.raises(TaskResultDoesNotExist):
        chores.mark.get_result("no such")
    with pytest.raises(TypeError):
        chores.mark.enqueue(number=object())


def test_old_jobs_are_tidied_and_waiting_ones_are_not():
    now = timezone.now()
    for number in range(3):
        chores.mark_plainly.using(run_after=now).enqueue(number=number)
    ids = list(Job.objects.order_by("id").values_list("id", flat=True))
    Job.objects.filter(id=ids[0]).update(finished_at=now - dt.timedelta(days=2))
    Job.objects.filter(id=ids[1]).update(failed_at=now - dt.timedelta(days=2))
    assert actions.clean_up(now=now) == 1
    assert actions.clean_up(now=now + dt.timedelta(days=40)) == 1
    count, seconds = queries.waiting(now + dt.timedelta(seconds=9))
    assert count == 1 and 0 < seconds <= 9
