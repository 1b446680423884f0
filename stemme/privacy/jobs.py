"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.privacy import actions


@task()
def forget_old() -> dict[str, int]:
    """Forget what has served its time (kit/retention.py)."""
    return actions.forget_old(now=timezone.now())


@task()
def erase_leavers() -> int:
    """Erase people who left the company thirty days ago."""
    return actions.erase_leavers(now=timezone.now())
