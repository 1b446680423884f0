"""``stemme setup``: from nothing to the first sign-in."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from stemme.kit.languages import CODES
from stemme.people import actions as people
from stemme.people import queries
from stemme.people.mail_address import AddressError, normal_address
from stemme.people.viewer import EMPLOYEE
from stemme.project.preparing import prepare
from stemme.project.safety import refuse_unsafe
from stemme.setup import actions
from stemme.setup.actions import NewOrganisation


class Command(BaseCommand):
    """Prepare tables and files; print the one-time address of the first start, or make an organisation right here."""

    help = (
        "Prepare the databases. Without an organisation: print an address, good once and for an hour, where its first "
        "owner begins. With --name and --owner-address: make the organisation without a browser."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Everything can be given, for machines that set up machines."""
        parser.add_argument("--tables", action="store_true", help="only bring tables and static files up to date")
        parser.add_argument(
            "--accept-key", action="store_true", help="the secret key was changed for good; what it sealed is lost"
        )
        parser.add_argument("--name", help="name of the organisation")
        parser.add_argument("--slug", help="short name for commands, for example nordlys (default: from the name)")
        parser.add_argument("--language", choices=CODES, help="its main language (default en)")
        parser.add_argument("--time-zone", help="its time zone (default Europe/Oslo)")
        parser.add_argument("--owner-name", help="given and family name of the first owner")
        parser.add_argument("--owner-address", help="work address of the first owner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing is changed when something is missing or wrong."""
        prepare()
        if options["accept_key"]:
            actions.plant_canary(now=timezone.now(), anew=True)
            self.stdout.write("The present secret key is now the one of this installation.")
        for fault in refuse_unsafe():
            self.stdout.write(f"Warning: {fault.setting}: {fault.text}")
        if options["tables"] or options["accept_key"]:
            self.stdout.write("Tables and files are up to date.")
        elif any(options[name] for name in ("name", "slug", "owner_name", "owner_address")):
            self._create(self._answers(options))
        elif existing := queries.organisations():
            names = ", ".join(f"{row.name} ({row.slug})" for row in existing)
            self.stdout.write(f"Already set up: {names}. Another organisation: stemme setup --name NAME …")
        else:
            self._offer()

    def _offer(self) -> None:
        token = actions.offer_first_start(now=timezone.now())
        minutes = int(actions.VALID_FOR.total_seconds() // 60)
        self.stdout.write("Start Stemme in another window: stemme serve --with-worker")
        self.stdout.write(f"Then open this address within {minutes} minutes. It works once, for whoever comes first:")
        self.stdout.write(f"{settings.PUBLIC_URL}{reverse('setup:first_start', args=[token])}")
        self.stdout.write("Too late? Run stemme setup again.")

    def _answers(self, options: dict[str, Any]) -> NewOrganisation:
        name = self._given(options["name"], "Name of the organisation", "--name")
        slug = slugify(options["slug"] or name)
        if not slug or slug in {row.slug for row in queries.organisations()}:
            raise CommandError(f"The short name {slug!r} is empty or taken. Give another one with --slug.")
        zone = options["time_zone"] or "Europe/Oslo"
        if zone not in available_timezones():
            raise CommandError(f"There is no time zone {zone!r}. Write it like Europe/Oslo.")
        owner = self._given(options["owner_name"], "Your name", "--owner-name")
        written = self._given(options["owner_address"], "Your work address", "--owner-address")
        try:
            address = normal_address(written)
        except AddressError:
            raise CommandError(f"{written!r} is not a mail address. Nothing was created.") from None
        given, _, family = owner.partition(" ")
        return NewOrganisation(
            name=name,
            slug=slug,
            language=options["language"] or "en",
            time_zone=zone,
            owner_given_name=given,
            owner_family_name=family,
            owner_address=address,
        )

    def _given(self, value: str | None, question: str, option: str) -> str:
        answer = (value or "").strip()
        if not answer:
            raise CommandError(f"{question} is missing. Give it with {option}. Nothing was created.")
        return answer

    @transaction.atomic
    def _create(self, new: NewOrganisation) -> None:
        now = timezone.now()
        _organisation, owner = actions.begin(new=new, now=now)
        token = people.make_door_link(person_id=owner, now=now, scope=EMPLOYEE, valid_days=1)
        self.stdout.write(f"{new.name} is there. Start it with: stemme serve --with-worker")
        self.stdout.write(f"Then open your own link, today: {settings.PUBLIC_URL}/l/{token}/?to=/people/import/")
