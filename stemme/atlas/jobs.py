"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.atlas import actions


@task()
def count_maps() -> int:
    """Count the maps of a new week."""
    return actions.count_due(now=timezone.now())
