"""Django's Tasks API over the table of jobs: ``task.enqueue(…)`` writes a row, a worker calls it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from stemme.jobs.models import Job
from stemme.jobs.tasks import task_at


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseTask(Task[Any, Any]):
    """A task with two more choices.

    ``atomic=True``: the worker runs it in one transaction with the job's own state, so that its effects in the database
    happen exactly once, even if the worker is killed. Only for short tasks without network: on SQLite it holds the one
    write lock. Without it a task may be run twice after a kill and has to be idempotent.
    ``max_attempts``: so often it is tried before it is kept as failed.
    """

    atomic: bool = False
    max_attempts: int = 8


class LeaseBackend(BaseTaskBackend):
    """Enqueues into ``jobs.Job`` in the caller's transaction: rolled back with it, seen by workers after it."""

    task_class = LeaseTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, {"QUEUES": [], **params})

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Write the job. Raises TypeError for arguments that are not JSON."""
        self.validate_task(task)
        job = Job.objects.create(**row_for(task, list(args), dict(kwargs)))
        return _result(job, task, self.alias)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """The job's state. Raises TaskResultDoesNotExist for an unknown or tidied-up one."""
        job = Job.objects.filter(id=result_id).first() if result_id.isdecimal() else None
        if job is None:
            raise TaskResultDoesNotExist(result_id)
        return _result(job, task_at(job.task), self.alias)


def row_for(task: Task[Any, Any], args: list[Any], kwargs: dict[str, Any]) -> dict[str, Any]:
    """The columns of a new job for this call."""
    return {
        "task": task.module_path,
        "arguments": normalize_json({"args": args, "kwargs": kwargs}),
        "queue": task.queue_name,
        "priority": task.priority,
        "run_after": task.run_after or timezone.now(),
    }


def _status(job: Job) -> TaskResultStatus:
    if job.finished_at:
        return TaskResultStatus.SUCCESSFUL
    if job.failed_at:
        return TaskResultStatus.FAILED
    return TaskResultStatus.RUNNING if job.lease_until else TaskResultStatus.READY


def _result(job: Job, task: Task[Any, Any], alias: str) -> TaskResult[Any]:
    name, _, trace = job.error.partition("\n")
    errors = [TaskError(exception_class_path=name, traceback=trace)] if job.error else []
    result: TaskResult[Any] = TaskResult(
        task=task,
        id=str(job.pk),
        status=_status(job),
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at or job.failed_at,
        last_attempted_at=job.started_at,
        args=job.arguments.get("args", []),
        kwargs=job.arguments.get("kwargs", {}),
        backend=alias,
        errors=errors,
        worker_ids=[job.worker or "?"] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
