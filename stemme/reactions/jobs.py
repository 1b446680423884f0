"""What the schedule calls."""

from __future__ import annotations

import dataclasses

from django.utils import timezone
from django_tasks import task

from stemme.reactions import looking_actions


@task()
def look() -> dict[str, int]:
    """Ask networks for public counts of the posts whose time has come; how many were asked about, changed, ended."""
    return dataclasses.asdict(looking_actions.look(now=timezone.now()))
