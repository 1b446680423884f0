"""``stemme mail read PATH``: the messages of an inbox kept as a folder (Maildir, or files) or as one mbox file."""

from __future__ import annotations

import mailbox
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stemme.mailings.actions.bouncing import take_in
from stemme.mailings.returned import LONGEST


class Command(BaseCommand):
    """Reads all messages of an inbox; reading them again changes nothing more."""

    help = "Read the messages of an inbox: a Maildir, a folder of files, or an mbox file. Nothing is deleted there."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where they lie."""
        parser.add_argument("path", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Act on each, and say how many were what."""
        path: Path = options["path"]
        if not path.exists():
            raise CommandError(f"There is nothing at {path}.")
        found = Counter(take_in(raw, now=timezone.now()) for raw in _messages(path))
        self.stdout.write(", ".join(f"{word} {number}" for word, number in sorted(found.items())) or "nothing there")


def _messages(path: Path) -> Iterator[bytes]:
    if path.is_file():
        box = mailbox.mbox(str(path), create=False)
        try:
            for key in box.iterkeys():
                yield box.get_bytes(key)[:LONGEST]
        finally:
            box.close()
        return
    folders = [path / "new", path / "cur"] if (path / "cur").is_dir() else [path]
    for folder in folders:
        for file in sorted(folder.iterdir()) if folder.is_dir() else []:
            if file.is_file() and not file.name.startswith("."):
                with file.open("rb") as message:
                    yield message.read(LONGEST)
