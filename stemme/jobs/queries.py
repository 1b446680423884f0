"""Reading jobs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Greatest

from stemme.jobs.models import Job

_OPEN = Q(finished_at=None, failed_at=None)


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as an operator sees it."""

    id: int
    task: str
    attempts: int
    done: int
    total: int
    failed_at: dt.datetime | None
    error: str


def anything_due(now: dt.datetime) -> bool:
    """Whether a claim would find something; a plain read that takes no lock."""
    free = Q(lease_until=None) | Q(lease_until__lt=now)
    return Job.objects.filter(_OPEN, free, run_after__lte=now).exists()


def waiting(now: dt.datetime) -> tuple[int, float]:
    """How many jobs are due and not taken, and for how many seconds the oldest has waited."""
    due = Job.objects.filter(_OPEN, lease_until=None, run_after__lte=now)
    since = due.annotate(since=Greatest("run_after", "enqueued_at"))
    oldest = since.order_by("since").values_list("since", flat=True).first()
    return due.count(), (now - oldest).total_seconds() if oldest else 0.0


def last_result(task: str) -> tuple[dt.datetime, object] | None:
    """When a task last ended well, and what it said; None when it has not lately."""
    rows = Job.objects.filter(task=task, finished_at__isnull=False).order_by("-finished_at")
    row = rows.first()
    return (row.finished_at, row.result) if row is not None and row.finished_at is not None else None


def failed(*, limit: int = 50) -> list[JobRow]:
    """Jobs that were given up, newest first."""
    rows = Job.objects.filter(failed_at__isnull=False).order_by("-failed_at")[:limit]
    return [JobRow(r.pk, r.task, r.attempts, r.done, r.total, r.failed_at, r.error) for r in rows]
