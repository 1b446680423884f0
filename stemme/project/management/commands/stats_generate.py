"""``stemme stats generate``: an invented organisation with a long history, to measure with."""

from __future__ import annotations

import time
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from stemme.project.demo.crowd.history import Done
from stemme.project.demo.crowd.making import InUseError, make
from stemme.project.demo.crowd.size import Size


class Command(BaseCommand):
    """Fill an organisation of its own with invented people and clicks."""

    help = (
        "Fill a new organisation with invented people, stories, shares and clicks, to see how the pages stand a long "
        "history. Refuses an organisation that has people or clicks. Ten million clicks take some minutes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose, how many, how long."""
        parser.add_argument("--org", required=True, metavar="SLUG", help="short name; made if there is none")
        parser.add_argument("--clicks", type=int, default=1_000_000)
        parser.add_argument("--people", type=int, default=25_000)
        parser.add_argument("--stories", type=int, default=3_000)
        parser.add_argument("--days", type=int, default=730)
        parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same organisation")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say as whom to look at it. Raises CommandError when nothing was done."""
        try:
            size = Size(*(options[name] for name in ("clicks", "people", "stories", "days", "seed")))
        except ValueError as error:
            raise CommandError(f"Too small: {error}.") from error
        started = time.monotonic()
        console = Console(file=cast(TextIO, self.stdout))
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console) as progress:

            def watch(name: str, total: int | None) -> Done:
                task = progress.add_task(name, total=total)
                return lambda number: progress.advance(task, number)

            try:
                made = make(options["org"], size, now=timezone.now(), watch=watch)
            except InUseError as error:
                raise CommandError(
                    f"{options['org']!r} has people or clicks already; nothing was changed. Choose another short name."
                ) from error
        took = time.monotonic() - started
        self.stdout.write(f"{size.clicks} clicks in {took:.0f} s. Lead: {made.lead}; who shared most: {made.star}.")
        self.stdout.write(f"A link to look at the pages: stemme people link {made.star} --org {options['org']}")
