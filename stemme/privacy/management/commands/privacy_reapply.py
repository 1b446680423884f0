"""stemme privacy reapply: erase again whom a restored backup brought back."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from stemme.privacy import actions


class Command(BaseCommand):
    """Cleans a restored database."""

    help = "After restoring a backup: erase again everybody who is in the ledger of erasures (docs/operations.md)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase and say how many."""
        done = actions.reapply(now=timezone.now())
        self.stdout.write(f"{done} {'person' if done == 1 else 'people'} erased again.")
