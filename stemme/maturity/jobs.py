"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.maturity import placing_actions


@task()
def place_people() -> int:
    """Work out all places anew, because evidence ages; how many there are."""
    return placing_actions.place_everybody(now=timezone.now())
