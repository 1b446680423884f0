"""stemme oidc remove: the way in when the company's sign-in is gone."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stemme.oidc import actions, queries
from stemme.people.queries import organisation_by_slug


class Command(BaseCommand):
    """Takes an organisation's sign-in away, with every connection, so that links by mail count again."""

    help = "Take the company's own sign-in away. People sign in by mail or passkey again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose it is."""
        parser.add_argument("--org", required=True, help="short name of the organisation")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it away and say how many accounts were connected."""
        organisation = organisation_by_slug(options["org"])
        if organisation is None:
            raise CommandError(f"There is no organisation “{options['org']}”.")
        if queries.provider_of(organisation.id) is None:
            raise CommandError(f"{organisation.name} has no sign-in of its own.")
        ended = actions.remove_provider(organisation_id=organisation.id, actor_id=None, now=timezone.now())
        self.stdout.write(f"Taken away. Connected accounts: {ended}.")
