"""What the schedule calls, and what is left of large files."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django_tasks import task

from stemme.outcomes.actions import tallies
from stemme.outcomes.doors import file_actions


@task()
def count_conversions() -> int:
    """Count the days on which conversions came or went."""
    return tallies.count_dirty(now=timezone.now())


@task()
def take_portion(organisation_id: int, door_id: int, portion: list[dict[str, Any]]) -> int:
    """Take in a part of a file of outcomes."""
    return file_actions.take_portion(organisation_id, door_id, portion, now=timezone.now())
