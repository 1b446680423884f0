"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.sharing import actions


@task()
def follow_stories() -> int:
    """Keep tracked links in step with their stories."""
    return actions.follow_stories(now=timezone.now())
