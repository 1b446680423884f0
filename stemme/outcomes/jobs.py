"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.outcomes.actions import tallies


@task()
def count_conversions() -> int:
    """Count the days on which conversions came or went."""
    return tallies.count_dirty(now=timezone.now())
