"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.mailings.actions import delivery
from stemme.proposals import actions


@task()
def send_answers() -> dict[str, int]:
    """Hand new answers to the outbox, and let go what may leave."""
    now = timezone.now()
    return dict(delivery.send_planned(now=now).states) if actions.queue_answers(now=now) else {}


@task()
def tell_owners() -> int:
    """Plan mails to owners of streams in which colleagues wait; how many. They leave with the next run of mails."""
    return actions.queue_waiting(now=timezone.now())
