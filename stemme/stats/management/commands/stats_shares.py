"""``stemme stats shares``: count what shares brought."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from stemme.stats import share_actions


class Command(BaseCommand):
    """Count the shares for the link analysis now; the worker does it every ten minutes."""

    help = "Count what shares brought, for the link analysis. The worker does this by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        """Where something changed."""
        done = share_actions.count_shares(now=timezone.now())
        self.stdout.write(f"Shares of {done} organisation{'' if done == 1 else 's'} counted.")
