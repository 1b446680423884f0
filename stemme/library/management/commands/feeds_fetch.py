"""``stemme feeds fetch [--org SLUG] [URL]``: read feeds now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stemme.library import actions, source_queries
from stemme.library.wording import problem
from stemme.people.queries import organisation_by_slug


class Command(BaseCommand):
    """Read the feeds that are due, or one of them whether it is due or not."""

    help = "Read the feeds that are due, or the feed with this address at once. Prints a line for each."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which feeds."""
        parser.add_argument("url", nargs="?", help="address of a feed that was added in the studio")
        parser.add_argument("--org", help="short name of the organisation; without it, all of them")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and report. Fails when no feed could be read."""
        organisation_id = self._organisation(options["org"])
        now = timezone.now()
        if options["url"]:
            chosen = source_queries.sources_named(url=options["url"], organisation_id=organisation_id)
            if not chosen:
                raise CommandError(f"No feed has the address {options['url']}. Feeds are added in the studio.")
        else:
            chosen = source_queries.due_sources(now=now, organisation_id=organisation_id)
        failed = 0
        for source_id in chosen:
            reading = actions.read_source(actor=None, source_id=source_id, now=now)
            said = problem(reading.error) if reading.error else f"{reading.new} new"
            failed += bool(reading.error)
            self.stdout.write(f"{reading.title or reading.url}: {said}")
        if not chosen:
            self.stdout.write("No feed is due.")
        elif failed == len(chosen):
            raise CommandError("No feed could be read.")

    def _organisation(self, slug: str | None) -> int | None:
        if slug is None:
            return None
        organisation = organisation_by_slug(slug)
        if organisation is None:
            raise CommandError(f"There is no organisation {slug!r}.")
        return organisation.id
