"""``stemme people link ADDRESS``: a personal link from the server's console."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stemme.people import actions, queries
from stemme.people.viewer import EMPLOYEE


class Command(BaseCommand):
    """The way in when the mail server is not there yet, or an owner has lost theirs."""

    help = "Print a personal link that signs its person in. It works for a day: hand it over in person."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who, and of which organisation."""
        parser.add_argument("address", help="work address of the person")
        parser.add_argument("--org", required=True, help="short name of the organisation")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the link, or say why there is none."""
        person = queries.person_by_address(options["org"], options["address"])
        if person is None:
            raise CommandError(f"Nobody at {options['org']} has the address {options['address']}.")
        token = actions.make_door_link(person_id=person, now=timezone.now(), scope=EMPLOYEE, valid_days=1)
        place = queries.organisation_by_slug(options["org"])
        assert place is not None
        self.stdout.write(f"{place.page_url}/l/{token}/")
