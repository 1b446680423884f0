"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.followups.actions.delivery import send_due
from stemme.followups.actions.queueing import queue_due


@task()
def send_letters() -> dict[str, int]:
    """Queue the letters that come next, and send those that are due; how many ended how."""
    now = timezone.now()
    queue_due(now=now)
    return dict(send_due(now=now))
