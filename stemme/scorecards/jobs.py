"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.mailings.actions import delivery
from stemme.scorecards import actions, announcing_actions


@task()
def announce() -> int:
    """Tell everybody of agreements that were agreed to; how many mails were queued."""
    now = timezone.now()
    queued = announcing_actions.announce_all(now=now)
    if queued:
        delivery.send_planned(now=now)
    return queued


@task()
def drop_void() -> int:
    """Delete what people said to agreements that are over."""
    return actions.drop_void(now=timezone.now())
