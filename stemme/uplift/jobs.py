"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.uplift import actions


@task()
def end_lotteries() -> int:
    """End lotteries whose day is over and keep their sums."""
    return actions.end_due(now=timezone.now())
