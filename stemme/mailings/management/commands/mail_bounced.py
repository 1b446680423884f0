"""``stemme mail bounced < message``: one message of the inbox, as a mail server's filter hands it over."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from stemme.mailings.actions.bouncing import take_in
from stemme.mailings.returned import LONGEST


class Command(BaseCommand):
    """Reads one message from standard input."""

    help = "Read one message of the inbox (STEMME_MAIL_INBOX) from standard input: a bounce, or a wish to stop mails."

    def handle(self, *args: Any, **options: Any) -> None:
        """Act on it and say what it was. Never fails because of what is in it: the mail server would send it back."""
        self.stdout.write(take_in(sys.stdin.buffer.read(LONGEST), now=timezone.now()))
