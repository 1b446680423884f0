"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.scores import actions


@task()
def count_scores() -> int:
    """Count everybody's score anew."""
    return actions.count_scores(now=timezone.now())
