"""``stemme work``: the worker."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand

from stemme.jobs.worker import run_worker
from stemme.project.safety import refuse_unsafe
from stemme.project.schedule import SCHEDULE


class Command(BaseCommand):
    """Run jobs until stopped."""

    help = "Run everything that happens by itself: roll-ups, mails, feeds, cleaning. Any number may run at once."

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns after SIGTERM or SIGINT, when the jobs under way are done."""
        for fault in refuse_unsafe():
            self.stderr.write(f"Warning: {fault.setting}: {fault.text}")
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        run_worker(stop, slots=SCHEDULE)
