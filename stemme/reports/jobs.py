"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.mailings.actions import delivery
from stemme.reports import actions


@task()
def send_reports() -> int:
    """Queue the reports of periods that are over, and hand them over; how many were queued."""
    now = timezone.now()
    queued = actions.queue_due(now=now)
    if queued:
        delivery.send_planned(now=now)
    return queued
