"""``stemme inbox receive < message``: one mail to a stream's address, as a mail server's pipe hands it over."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from stemme.library.mail_in.actions import FULL, take_in
from stemme.library.mail_in.messages import LONGEST

#: sysexits.h: what a mail server sends back to the writer, and what it tries again later.
_NO_USER, _DATA_ERROR, _LATER = 67, 65, 75
_ENDS = {FULL: _LATER, "unknown": _NO_USER, "too_large": _DATA_ERROR, "unreadable": _DATA_ERROR, "nothing": _DATA_ERROR}


class Command(BaseCommand):
    """Reads one message from standard input. Its exit code tells the mail server what became of it."""

    help = (
        "Read one mail to a stream's address (STEMME_STREAM_MAIL) from standard input. Exit code 0: kept, or nothing "
        "that a person wrote; 65 and 67: it cannot be taken in; 75: not now, try again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """To whom it was delivered, where the mail server knows."""
        parser.add_argument("--to", default="", help="the address it was delivered to")

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep it, say what became of it."""
        what = take_in(sys.stdin.buffer.read(LONGEST + 1), to=options["to"], now=timezone.now())
        self.stdout.write(what)
        if what in _ENDS:
            sys.exit(_ENDS[what])
