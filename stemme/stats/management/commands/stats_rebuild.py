"""``stemme stats rebuild``: count kept clicks again."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stemme.people import queries as people
from stemme.stats import part_actions, rebuild_actions


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
        if options["last"] < options["first"]:
            raise CommandError("The last day lies before the first.")
        try:
            number = rebuild_actions.rebuild(
                organisation_id=organisation.id, first=options["first"], last=options["last"]
            )
        except rebuild_actions.ClicksGoneError as error:
            raise CommandError(
                f"Clicks before {error.oldest} are no longer kept; their figures stay as they are."
            ) from error
        stories = part_actions.rebuild_parts(organisation.id)
        self.stdout.write(f"{number} clicks counted again, and the random parts of {stories} stories.")
