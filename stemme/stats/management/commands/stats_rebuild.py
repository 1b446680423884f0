"""``stemme stats rebuild``: count kept clicks again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stemme.people import queries as people
from stemme.stats import actions
from stemme.stats.keeping import CLICKS_KEPT


class Command(BaseCommand):
    """Recompute the figures of days whose clicks are still kept."""

    help = "Count the kept clicks of these days again. Older days, whose clicks are gone, are refused."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose figures, of which days."""
        parser.add_argument("--org", required=True, help="short name of the organisation")
        parser.add_argument("--from", dest="first", required=True, type=dt.date.fromisoformat, help="first day")
        parser.add_argument("--to", dest="last", required=True, type=dt.date.fromisoformat, help="last day")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse what would lose figures."""
        organisation = people.organisation_by_slug(options["org"])
        if organisation is None:
            raise CommandError(f"There is no organisation {options['org']!r}.")
        oldest = timezone.now().date() - CLICKS_KEPT + dt.timedelta(days=1)
        if options["first"] < oldest:
            raise CommandError(f"Clicks before {oldest} are no longer kept; their figures stay as they are.")
        if options["last"] < options["first"]:
            raise CommandError("The last day lies before the first.")
        number = actions.rebuild(organisation_id=organisation.id, first=options["first"], last=options["last"])
        self.stdout.write(f"{number} clicks counted again.")
