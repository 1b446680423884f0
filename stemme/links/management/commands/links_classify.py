"""``stemme links classify [FILE]``: why is this hit counted, or not?"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stemme.links.classifying import classify_lines
from stemme.links.networks import parse_networks


class Command(BaseCommand):
    """The very rules of the redirect and the roll-up, for operators who wonder."""

    help = (
        "Read user agents, one a line, or requests as JSON lines, and print class and reason, separated by a tab. "
        'A request: {"method": "GET", "headers": {"User-Agent": "…"}, "at": "2026-11-22T10:05:00Z", '
        '"address": "192.0.2.7", "link": "Ab3dEf", "made": "…"}; those with at, address and link are also compared '
        "with each other. Nothing is kept. Exit code 1 when a line could not be read, 2 when the file could not."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """What to read, and how to say it."""
        parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="default or -: standard input")
        parser.add_argument("--json", action="store_true", help="print JSON lines: line, class, reason")
        parser.add_argument(
            "--office", action="append", default=[], metavar="NETWORK", help="an office network; may be given again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """One line of output for each line that can be read; the others are named on standard error."""
        networks, errors = parse_networks("\n".join(options["office"]))
        if errors:
            raise CommandError(f"--office {errors[0].written}: {errors[0].words}", returncode=2)
        unread = False
        try:
            lines = _lines(options["file"])
            for one in classify_lines(lines, office_networks="\n".join(map(str, networks))):
                if one.verdict is None:
                    unread = True
                    self.stderr.write(f"line {one.line}: {one.error}")
                elif options["json"]:
                    said = {"line": one.line, "class": one.verdict.hit, "reason": one.verdict.reason}
                    self.stdout.write(json.dumps(said))
                else:
                    self.stdout.write(f"{one.verdict.hit}\t{one.verdict.reason}")
        except BrokenPipeError:  # Whoever reads has seen enough.
            sys.stdout = None
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}", returncode=2) from error
        if unread:
            sys.exit(1)


def _lines(source: str) -> Iterator[str]:
    """The lines of a file or of standard input; bytes that are not UTF-8 are taken one by one, as servers do."""
    with contextlib.ExitStack() as stack:
        file = sys.stdin.buffer if source == "-" else stack.enter_context(Path(source).open("rb"))
        for line in file:
            try:
                yield line.decode("utf-8-sig" if line.startswith(b"\xef\xbb\xbf") else "utf-8")
            except UnicodeDecodeError:
                yield line.decode("latin-1")
