"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.council import actions


@task()
def notice_changes() -> int:
    """Remember since when papers are stale."""
    return actions.notice_all_changes(now=timezone.now())
