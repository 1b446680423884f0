"""Writing jobs: enqueue once, claim, keep alive, finish, try again, tidy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django_tasks.base import Task

from stemme.jobs.backend import row_for
from stemme.jobs.models import Job
from stemme.jobs.schedule import Due, Slot
from stemme.jobs.waking import woken_by

#: The job that this thread is working on; set by the worker, read by ``report_progress``.
CURRENT: ContextVar[int | None] = ContextVar("current_job", default=None)
#: A worker that does not renew within this time is taken for dead.
LEASE = dt.timedelta(seconds=60)
_OPEN = Q(finished_at=None, failed_at=None)


def enqueue_once(task: Task[Any, Any], *, key: str, **kwargs: Any) -> bool:
    """Enqueue the call unless a job with this key is there already, done or not. True if it was enqueued now."""
    _, made = Job.objects.get_or_create(key=key, defaults=row_for(task, [], kwargs))
    return made


def enqueue_due(due: Iterable[Due], *, now: dt.datetime) -> list[Due]:
    """Enqueue the slots whose time has come; those that are in the table now, by us or by another scheduler.

    One of each at a time: while a slot's earlier job waits, runs or is being retried, no further one is added and the
    slot is left for the next look. So a stopped worker finds no heap of work when it comes back.
    """
    wanted = list(due)
    names = {item.slot.task for item in wanted}
    under_way = set(Job.objects.filter(_OPEN, key__isnull=False, task__in=names).values_list("task", flat=True))
    settled = []
    for item in wanted:
        if item.slot.task in under_way and not Job.objects.filter(key=item.key).exists():
            continue
        _call_of(item.slot, key=item.key, now=now)
        settled.append(item)
    return settled


def wake(event: str, *, now: dt.datetime) -> list[str]:
    """Let the slots that listen to this event run as soon as the caller's transaction is committed; their names.

    A job that waits already will do: it is claimed later than this and sees what the caller commits. (A reader of facts
    waits for the transactions that are writing some, see ``journal.actions.newest_readable_fact``.)
    """
    enqueued = []
    for slot in woken_by(event):
        waiting = Job.objects.filter(_OPEN, task=slot.task, lease_until=None, run_after__lte=now)
        if not waiting.exists():
            _call_of(slot, key=None, now=now)
            enqueued.append(slot.name)
    return enqueued


def _call_of(slot: Slot, *, key: str | None, now: dt.datetime) -> None:
    columns = {
        "task": slot.task,
        "arguments": {"args": [], "kwargs": {}},
        "priority": slot.priority,
        # A day ago, so that a clock which then jumps back does not leave the job waiting for its own past.
        "run_after": now - dt.timedelta(days=1),
        "enqueued_at": now,
    }
    if key is None:
        Job.objects.create(**columns)
    else:
        Job.objects.get_or_create(key=key, defaults=columns)


def claim(*, worker: str, limit: int, now: dt.datetime, lease: dt.timedelta = LEASE) -> list[Job]:
    """Take up to ``limit`` jobs that are due, most urgent first, and hold them under a lease.

    Two workers never get the same one: rows that another worker is just claiming are skipped on PostgreSQL; on SQLite
    the transaction holds the one write lock (BEGIN IMMEDIATE). A lease that ran out counts as a dead worker: its job is
    claimed anew.
    """
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    with transaction.atomic():
        jobs = list(
            Job.objects.select_for_update(skip_locked=True)
            .filter(_OPEN, free, run_after__lte=now)
            .order_by("-priority", "run_after", "id")[:limit]
        )
        ids = [job.pk for job in jobs]
        Job.objects.filter(id__in=ids).update(
            worker=worker, lease_until=now + lease, started_at=now, attempts=F("attempts") + 1
        )
    for job in jobs:
        job.worker, job.attempts = worker, job.attempts + 1
    return jobs


def keep_alive(*, worker: str, job_ids: Iterable[int], now: dt.datetime, lease: dt.timedelta = LEASE) -> int:
    """Renew the leases of running jobs; how many are still this worker's."""
    return Job.objects.filter(_OPEN, id__in=list(job_ids), worker=worker).update(lease_until=now + lease)


def finish(job: Job, *, result: Any, now: dt.datetime) -> bool:
    """Mark as done. False, and nothing written, if the job has meanwhile been taken over by somebody else."""
    return bool(_mine(job).update(finished_at=now, lease_until=None, result=result, error=""))


def put_back(job: Job, *, error: str, run_after: dt.datetime) -> bool:
    """Let it be tried again later, with what went wrong. False if it is no longer ours."""
    return bool(_mine(job).update(lease_until=None, run_after=run_after, error=error))


def fail(job: Job, *, error: str, now: dt.datetime) -> bool:
    """Give it up and keep it with the error's text. False if it is no longer ours."""
    return bool(_mine(job).update(failed_at=now, lease_until=None, error=error))


def retry_failed(*, job_id: int, now: dt.datetime) -> bool:
    """A person lets a failed job be tried again from the beginning."""
    again = Job.objects.filter(id=job_id, failed_at__isnull=False)
    return bool(again.update(failed_at=None, attempts=0, run_after=now))


def report_progress(done: int, total: int) -> None:
    """Tell how far the running job is, for a progress bar. Outside a worker nothing happens.

    Inside a transaction it becomes visible when that ends.
    """
    job_id = CURRENT.get()
    if job_id is not None:
        Job.objects.filter(id=job_id).update(done=done, total=total)


def clean_up(*, now: dt.datetime, done_days: int = 1, failed_days: int = 30) -> int:
    """Delete jobs done more than a day ago and failed ones after a month; how many rows.

    Done ones stay a day because their keys keep a clock that jumps back from running slots again.
    """
    old = Q(finished_at__lt=now - dt.timedelta(days=done_days)) | Q(failed_at__lt=now - dt.timedelta(days=failed_days))
    return Job.objects.filter(old).delete()[0]


def _mine(job: Job) -> Any:
    return Job.objects.filter(_OPEN, id=job.pk, worker=job.worker, attempts=job.attempts)
