"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.rewards import reading_actions


@task()
def read_facts() -> int:
    """Enter into ledgers what the journal says was earned."""
    now = timezone.now()
    done = 0
    while taken := reading_actions.read_facts(now=now):
        done += taken
    return done
