"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.library import actions


@task()
def fetch_due_sources() -> dict[str, int]:
    """Read the feeds whose time has come; how many feeds were read, failed, and brought how many new entries."""
    readings = actions.fetch_due_sources(now=timezone.now())
    failed = sum(bool(reading.error) for reading in readings)
    return {"read": len(readings) - failed, "failed": failed, "new": sum(reading.new for reading in readings)}
