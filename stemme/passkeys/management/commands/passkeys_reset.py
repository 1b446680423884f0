"""``stemme passkeys reset ADDRESS --org SLUG``: the last way back in, from the server's console."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from stemme.passkeys import actions, letters
from stemme.passkeys.jobs import tell_of_change
from stemme.people import queries
from stemme.people.ways import keeps_a_strong_way


class Command(BaseCommand):
    """For somebody who has lost all devices and all recovery codes."""

    help = "Take all passkeys and recovery codes of a person and end their visits. The journal and a mail tell of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and of which organisation."""
        parser.add_argument("address", help="work address of the person")
        parser.add_argument("--org", required=True, metavar="SLUG", help="the organisation's short name")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not. Raises CommandError, which ends the program with 1."""
        organisation = queries.organisation_by_slug(options["org"])
        person = queries.person_by_address(options["org"], options["address"])
        if organisation is None or person is None:
            raise CommandError(f"Nobody at {options['org']} has the address {options['address']}.")
        now = timezone.now()
        number = actions.reset(organisation_id=organisation.id, person_id=person, now=now)
        tell_of_change.enqueue(organisation.id, person, letters.RESET, now.isoformat())
        self.stdout.write(f"Passkeys taken: {number}.")
        if keeps_a_strong_way(person):
            self.stdout.write("They can still sign in at their company's provider; a link alone gives no role rights.")
        else:
            self.stdout.write(
                f"A link counts again: stemme people link {options['address']} --org {options['org']}. "
                "Hand it over in person, and have them add a new passkey."
            )
