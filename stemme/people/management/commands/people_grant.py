"""``stemme people grant ADDRESS ROLE --org SLUG``: give or take a role from the server's console."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from stemme.people import actions, queries, role_queries
from stemme.people.roles import ROLES


class Command(BaseCommand):
    """For the first owner of an organisation that lost theirs, and for whoever runs the installation."""

    help = "Give somebody a role that holds everywhere, or take it with --take. The journal says it was the console."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, what, and of which organisation."""
        parser.add_argument("address", help="work address of the person")
        parser.add_argument("role", choices=[role.key for role in ROLES])
        parser.add_argument("--org", required=True, metavar="SLUG", help="the organisation's short name")
        parser.add_argument("--take", action="store_true", help="take the role away, wherever it holds")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not. Raises CommandError, which ends the program with 1."""
        organisation = queries.organisation_by_slug(options["org"])
        person = queries.person_by_address(options["org"], options["address"])
        if organisation is None or person is None:
            raise CommandError(f"Nobody at {options['org']} has the address {options['address']}.")
        (self._take if options["take"] else self._give)(organisation.id, person, options["role"])

    def _give(self, organisation_id: int, person_id: int, role: str) -> None:
        try:
            made = actions.grant_role(
                actor_id=None, organisation_id=organisation_id, person_id=person_id, role=role, now=timezone.now()
            )
        except actions.ClashingRolesError as error:
            raise CommandError(f"They are already {error}, and one is there to watch the other.") from error
        self.stdout.write("Given. It holds when they sign in again." if made else "They had this role already.")

    def _take(self, organisation_id: int, person_id: int, role: str) -> None:
        ids = role_queries.grant_ids(organisation_id, person_id, role)
        try:
            for grant_id in ids:
                actions.take_role(actor_id=None, organisation_id=organisation_id, grant_id=grant_id, now=timezone.now())
        except actions.LastOwnerError as error:
            raise CommandError("This is the last owner. Make somebody else an owner first.") from error
        self.stdout.write("Taken." if ids else "They do not have this role.")
