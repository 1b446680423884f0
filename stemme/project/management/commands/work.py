"""``stemme work``: the worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from stemme.jobs.worker import run_worker


class Command(BaseCommand):
    """Run jobs until stopped."""

    help = "Run everything that happens by itself: roll-ups, mails, feeds, cleaning. Any number may run at once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns after SIGTERM or SIGINT, when the jobs under way are done."""
        run_worker()
