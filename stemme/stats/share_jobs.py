"""What the schedule calls for the link analysis."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.stats import share_actions


@task()
def count_shares() -> int:
    """Count what shares brought, where something changed."""
    return share_actions.count_shares(now=timezone.now())
