"""``stemme pages check FILE_OR_URL …``: what would be read from a page."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from stemme.library.checking import as_line, check_page


class Command(BaseCommand):
    """Look before you read."""

    help = "Print as JSON lines what would be read from pages, or why they are refused. Nothing is kept."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which pages."""
        parser.add_argument("sources", nargs="+", metavar="FILE_OR_URL")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line each; exit code 1 when one was refused."""
        refused = False
        for source in options["sources"]:
            checked = check_page(source)
            self.stdout.write(as_line(checked))
            refused = refused or not checked["ok"]
        if refused:
            sys.exit(1)
