"""``stemme doctor``: what is in order and what is not."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from stemme.project.doctor import examine

SIGNS = {"ok": "✓", "note": "·", "wrong": "✗"}


class Command(BaseCommand):
    """Examine the installation; exit code 1 when something is wrong."""

    help = "Check folder, database, tables, translations, mail and the running processes."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line per finding."""
        wrong = 0
        for finding in examine():
            wrong += finding.level == "wrong"
            self.stdout.write(f"{SIGNS[finding.level]} {finding.name:<12} {finding.text}")
        if wrong:
            raise CommandError(f"{wrong} of the checks need attention.")
