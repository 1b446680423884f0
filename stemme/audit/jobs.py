"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.audit import actions


@task()
def check_chains() -> int:
    """Cut off what is too old, check every chain, write the heads to the log."""
    return actions.check_every_chain(now=timezone.now())
