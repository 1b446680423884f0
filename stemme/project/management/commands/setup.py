"""``stemme setup``: from nothing to the first sign-in."""

from __future__ import annotations

import sys
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from stemme.kit.languages import CODES
from stemme.library import actions as library
from stemme.people import actions as people
from stemme.people import queries
from stemme.people.viewer import EMPLOYEE
from stemme.project.preparing import prepare


class Command(BaseCommand):
    """Prepare tables and files; create an organisation with its first owner; print the owner's personal link."""

    help = "Prepare the databases and create an organisation with its first owner. Asks for what is not given."

    def add_arguments(self, parser: CommandParser) -> None:
        """Everything can be given, for machines that set up machines."""
        parser.add_argument("--tables", action="store_true", help="only bring tables and static files up to date")
        parser.add_argument("--name", help="name of the organisation")
        parser.add_argument("--slug", help="short name for commands, for example nordlys (default: from the name)")
        parser.add_argument("--language", choices=CODES, help="its main language")
        parser.add_argument("--time-zone", help="its time zone (default Europe/Oslo)")
        parser.add_argument("--owner-name", help="given and family name of the first owner")
        parser.add_argument("--owner-address", help="work address of the first owner")

    def handle(self, *args: Any, **options: Any) -> None:
        """Nothing is changed when something is missing or wrong."""
        prepare()
        if options["tables"]:
            self.stdout.write("Tables and files are up to date.")
            return
        existing = queries.organisations()
        if existing and not options["name"]:
            names = ", ".join(f"{row.name} ({row.slug})" for row in existing)
            self.stdout.write(f"Already set up: {names}. Another organisation: stemme setup --name NAME …")
            return
        answers = self._answers(options, taken={row.slug for row in existing})
        self._create(answers)

    def _answers(self, options: dict[str, Any], *, taken: set[str]) -> dict[str, str]:
        name = self._ask(options["name"], "Name of the organisation", "--name")
        slug = slugify(options["slug"] or name)
        if not slug or slug in taken:
            raise CommandError(f"The short name {slug!r} is empty or taken. Give another one with --slug.")
        zone = self._ask(options["time_zone"], "Time zone", "--time-zone", default="Europe/Oslo")
        if zone not in available_timezones():
            raise CommandError(f"There is no time zone {zone!r}. Write it like Europe/Oslo.")
        language = self._ask(options["language"], f"Language ({', '.join(CODES)})", "--language", default="en")
        if language not in CODES:
            raise CommandError(f"Stemme does not speak {language!r}. Choose one of {', '.join(CODES)}.")
        owner = self._ask(options["owner_name"], "Your name", "--owner-name")
        address = self._ask(options["owner_address"], "Your work address", "--owner-address").lower()
        if address.count("@") != 1 or address.startswith("@") or address.endswith("@"):
            raise CommandError(f"{address!r} is not a mail address. Nothing was created.")
        return {"name": name, "slug": slug, "zone": zone, "language": language, "owner": owner, "address": address}

    def _ask(self, given: str | None, question: str, option: str, *, default: str = "") -> str:
        if given:
            return given.strip()
        if sys.stdin.isatty():
            answer = input(f"{question}{f' [{default}]' if default else ''}: ").strip() or default
        else:
            answer = default
        if not answer:
            raise CommandError(f"{question} is missing. Give it with {option}. Nothing was created.")
        return answer

    @transaction.atomic
    def _create(self, answers: dict[str, str]) -> None:
        now, first = timezone.now(), not queries.organisations()
        organisation = people.create_organisation(
            slug=answers["slug"],
            name=answers["name"],
            language=answers["language"],
            time_zone=answers["zone"],
            mail_domain=answers["address"].split("@")[1],
            now=now,
        )
        given, _, family = answers["owner"].partition(" ")
        owner = people.create_person(
            organisation_id=organisation,
            email=answers["address"],
            given_name=given,
            family_name=family,
            language=answers["language"],
            now=now,
        )
        # Whoever sets up the first organisation runs the installation, too; owners of later ones do not.
        for role in ("owner", "operator") if first else ("owner",):
            people.grant_role(actor_id=None, organisation_id=organisation, person_id=owner, role=role, now=now)
        library.create_stream(actor=None, organisation_id=organisation, name="Communications", owner_id=owner, now=now)
        token = people.make_door_link(person_id=owner, now=now, scope=EMPLOYEE, valid_days=1)
        self.stdout.write(f"{answers['name']} is there. Start it with: stemme serve --with-worker")
        self.stdout.write(f"Then open your own link, today: {settings.PUBLIC_URL}/l/{token}/?to=/people/import/")
