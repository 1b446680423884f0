"""``stemme links role [NAME]``: a role of PostgreSQL that can answer tracked links and nothing else."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stemme.links.redirect.role import statements


class Command(BaseCommand):
    """Prints SQL and changes nothing: roles are made by whoever administers the server."""

    help = (
        "Print the SQL for a role that can do what the redirect needs and nothing else. Pipe it into psql, set a "
        "password with \\password NAME, and give its address to STEMME_LINKS_DATABASE_URL (docs/operations.md)."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """How it is called."""
        parser.add_argument("name", nargs="?", default="stemme_links", metavar="NAME", help="default: stemme_links")

    def handle(self, *args: Any, **options: Any) -> None:
        """One statement a line."""
        try:
            for statement in statements(options["name"]):
                self.stdout.write(f"{statement};")
        except ValueError as error:
            raise CommandError(str(error), returncode=2) from error
