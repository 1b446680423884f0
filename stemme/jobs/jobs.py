"""The table of jobs tidies itself."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.jobs import actions


@task()
def clean_up() -> int:
    """Delete old jobs."""
    return actions.clean_up(now=timezone.now())
