"""What the schedule calls."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.library import actions
from stemme.library.mail_in.polling import look


@task()
def fetch_due_sources() -> dict[str, int]:
    """Read the feeds whose time has come; how many feeds were read, failed, and brought how many new entries."""
    readings = actions.fetch_due_sources(now=timezone.now())
    failed = sum(bool(reading.error) for reading in readings)
    return {"read": len(readings) - failed, "failed": failed, "new": sum(reading.new for reading in readings)}


@task()
def fetch_mails() -> dict[str, int]:
    """Take in mails to streams' addresses, where a mailbox is set; how many were taken in, left, and lie there with a
    flag. Raises BoxError when the mailbox cannot be read."""
    found = look(now=timezone.now())
    return {} if found is None else {"taken": found.done, "left": found.left, "flagged": found.flagged}
