"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.recognition import actions, board_actions


@task()
def count_challenges() -> int:
    """Count the houses of every challenge that has begun, and freeze what is over."""
    return actions.count_all(now=timezone.now())


@task()
def refresh_boards() -> int:
    """Count the figures of those who joined a board."""
    return board_actions.refresh_boards(now=timezone.now())
