"""Entry points for the schedule."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.people import actions


@task()
def sweep_doors() -> dict[str, int]:
    """Delete expired links, old counters and files of abandoned imports. Once a day."""
    return actions.sweep(now=timezone.now())
