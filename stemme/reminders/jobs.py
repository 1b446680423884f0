"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.mailings.actions import delivery
from stemme.reminders import actions


@task()
def send_due() -> dict[str, int]:
    """Hand the reminders whose time has come to the outbox, and let them go."""
    now = timezone.now()
    return dict(delivery.send_planned(now=now).states) if actions.queue_due(now=now) else {}
