"""What the schedule calls for the link analysis."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.stats import joined_actions, share_actions


@task()
def count_shares() -> int:
    """Count what shares brought, where something changed, and who of those who joined lately has shared."""
    now = timezone.now()
    joined_actions.count_joined(now=now)
    return share_actions.count_shares(now=now)
