"""``stemme digest send --org SLUG [--now]``: run the digest job at once, in this process."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from stemme.mailings.actions import delivery, planning
from stemme.people import queries as people


class Command(BaseCommand):
    """Plans and sends the digest of one organisation."""

    help = "Send the digest of an organisation: what is due, or with --now whatever the weekday and hour."

    def add_arguments(self, parser: CommandParser) -> None:
        """Organisation and whether to wait for its hour."""
        parser.add_argument("--org", required=True, metavar="SLUG", help="short name of the organisation")
        parser.add_argument("--now", action="store_true", help="do not wait for the organisation's weekday and hour")

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, send, and say what became of it."""
        organisation = people.organisation_by_slug(options["org"])
        if organisation is None:
            raise CommandError(f"There is no organisation {options['org']!r}.")
        now = timezone.now()
        plan = planning.plan_at_once if options["now"] else planning.plan_digests_of
        planned = plan(organisation_id=organisation.id, now=now)
        if planned or options["now"]:
            self.stdout.write(f"Planned {planned} mails.")
        else:
            self.stdout.write("No digest is due now. Use --now to send it anyway.")
        sent = self._sent(organisation.id, now, heed_hours=not options["now"])
        words = ", ".join(f"{state.replace('_', ' ')} {count}" for state, count in sorted(sent.states.items()) if count)
        self.stdout.write(f"Sent: {words or 'nothing was waiting'}.")

    def _sent(self, organisation_id: int, now: dt.datetime, *, heed_hours: bool) -> delivery.Sent:
        """Send, with a progress bar where somebody watches."""
        console = Console(stderr=True)
        columns = TextColumn("Sending"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task("", total=None)
            return delivery.send_planned(
                now=now,
                organisation_id=organisation_id,
                heed_hours=heed_hours,
                seconds=3600,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
