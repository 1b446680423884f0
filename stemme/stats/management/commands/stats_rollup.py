"""``stemme stats rollup``: count now what waits."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from stemme.stats import actions


class Command(BaseCommand):
    """Roll up clicks and facts once; the worker does it every few seconds."""

    help = "Count the clicks and facts that wait. The worker does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        """Until nothing waits."""
        now, clicks, facts = timezone.now(), 0, 0
        while taken := actions.roll_up(now=now):
            clicks += taken
        while taken := actions.read_facts(now=now):
            facts += taken
        actions.snapshot_invited(now=now)
        self.stdout.write(f"{clicks} clicks and {facts} facts counted.")
