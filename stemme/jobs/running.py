"""One claimed job: call its task, and write down what became of it."""

from __future__ import annotations

import logging
import random
import traceback
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks.base import Task, TaskContext
from django_tasks.utils import normalize_json

from stemme.jobs import actions
from stemme.jobs.backend import LeaseBackend, LeaseTask
from stemme.jobs.backoff import wait_after
from stemme.jobs.models import Job
from stemme.jobs.tasks import task_at
from stemme.kit.redaction import without_tokens

logger = logging.getLogger(__name__)
_LONGEST_ERROR = 8000


class TakenOverError(Exception):
    """The lease ran out under a slow job and another worker has it now; whatever was done is rolled back."""


def run(job: Job, *, default_attempts: int = 8) -> bool:
    """Run a claimed job to one of its ends: done, to be tried again, failed, or taken over. True if done.

    Never raises for what the task does wrong. What stops the process (SystemExit, a kill) leaves the lease to run out.
    """
    token = actions.CURRENT.set(job.pk)
    attempts = default_attempts
    try:
        task = task_at(job.task)
        attempts = getattr(task, "max_attempts", default_attempts)
        _check_not_poison(job, attempts)
        if isinstance(task, LeaseTask) and task.atomic:
            with transaction.atomic():
                _finish(job, _call(task, job))
        else:
            _finish(job, _call(task, job))
    except TakenOverError:
        logger.warning("job %s (%s) was taken over by another worker", job.pk, job.task)
        return False
    except Exception as error:
        _after_error(job, error, attempts=attempts)
        return False
    finally:
        actions.CURRENT.reset(token)
    return True


def _check_not_poison(job: Job, attempts: int) -> None:
    """A job that killed its worker each time left no error behind; after its attempts it is not begun again."""
    if job.attempts > attempts:
        raise RuntimeError(f"stopped {attempts} times without an end: the process was killed or hung each time")


def _call(task: Task[Any, Any], job: Job) -> Any:
    args, kwargs = job.arguments.get("args", []), job.arguments.get("kwargs", {})
    if task.takes_context:
        backend = task.get_backend()
        assert isinstance(backend, LeaseBackend)
        return task.call(TaskContext(task_result=backend.get_result(str(job.pk))), *args, **kwargs)
    return task.call(*args, **kwargs)


def _finish(job: Job, result: Any) -> None:
    if not actions.finish(job, result=normalize_json(result), now=timezone.now()):
        raise TakenOverError


def _after_error(job: Job, error: Exception, *, attempts: int) -> None:
    kind = type(error)
    text = without_tokens(f"{kind.__module__}.{kind.__qualname__}\n" + traceback.format_exc())[-_LONGEST_ERROR:]
    now = timezone.now()
    if job.attempts >= attempts:
        logger.error("job %s (%s) failed for good: %s", job.pk, job.task, error)
        actions.fail(job, error=text, now=now)
        return
    wait = wait_after(job.attempts, jitter=random.random())  # noqa: S311 - spreads load, keeps no secret
    logger.warning("job %s (%s) failed, again in %.0f s: %s", job.pk, job.task, wait.total_seconds(), error)
    actions.put_back(job, error=text, run_after=now + wait)
