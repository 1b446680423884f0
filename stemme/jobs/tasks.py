"""From the dotted path in a job's row back to the task. Nothing that is not a task is ever called."""

from __future__ import annotations

from typing import Any

from django.utils.module_loading import import_string
from django_tasks.base import Task


def task_at(path: str) -> Task[Any, Any]:
    """The task. Raises ImportError if there is none of this name, TypeError if it is something else."""
    found = import_string(path)
    if not isinstance(found, Task):
        raise TypeError(f"{path} is not a task")
    return found
