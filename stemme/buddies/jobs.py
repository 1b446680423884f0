"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.buddies import following_actions


@task()
def follow() -> int:
    """First shares end the help; questions nobody answered go on to the next; who waits is introduced."""
    return following_actions.follow(now=timezone.now())
