"""Moves clicks from the click log into the inbox: ``python -m stemme.links.redirect.ingest``.

Its own process, so that a busy or absent database never touches the redirect. A file of the log is read while it is
still being written, whole lines only; how far is remembered in the transaction that stores them, so each click arrives
exactly once. A file is removed when its writer is gone and all of it is stored.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import logging.config
import os
import signal
import threading
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stemme.project.settings")

from django.conf import settings

from stemme.links.redirect.clicklog import flush_folder
from stemme.links.redirect.inboxes import Inbox, InboxError, PostgresInbox, SqliteInbox
from stemme.links.redirect.segments import ENDING, DamagedLineError, Row, rows_of, whole_lines

logger = logging.getLogger(__name__)

#: One transaction's worth: some ten thousand clicks.
_MOST_BYTES = 1 << 20
#: Between two looks. Each look that finds something is a commit, whose flushes delay those that visitors wait for.
_PAUSE_SECONDS = 0.25
#: So many clicks at one look mean that more are waiting than one look takes.
_BEHIND = 8_000
_PAUSE_AFTER_FAILURE_SECONDS = 1.0
_UNFINISHED_SECONDS = 60


class _Reading:
    """One file of the log and how far it has been moved."""

    def __init__(self, path: Path, place: int) -> None:
        self.path, self.place = path, place
        self.file = os.open(path, os.O_RDWR | os.O_CLOEXEC)
        self.complete = False

    def lines(self) -> bytes:
        """The next whole lines; none when there is nothing new."""
        if not self.complete:
            with contextlib.suppress(BlockingIOError):  # Somebody still writes.
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self.complete = True
        size = _MOST_BYTES
        content = os.pread(self.file, size, self.place)
        while b"\n" not in content and len(content) == size and not content.endswith(b"\0"):
            size *= 2
            content = os.pread(self.file, size, self.place)
        return whole_lines(content)

    def close(self) -> None:
        os.close(self.file)


class Ingest:
    """The files of one folder on their way into one inbox."""

    def __init__(self, folder: Path, inbox: Inbox) -> None:
        self._folder, self._inbox = folder, inbox
        self._readings: dict[Path, _Reading] = {}

    def step(self) -> int:
        """Move what is there, a part of each file in turn. How many clicks; raises InboxError."""
        moved = 0
        for path in sorted(self._folder.glob(f"*{ENDING}")):
            try:
                reading = self._readings.get(path) or self._begin(path)
            except FileNotFoundError:  # Another ingest has just finished it.
                continue
            moved += self._move(reading)
        return moved

    def tidy(self) -> None:
        """Remove files that were never finished, because their maker died or the disk was full."""
        for path in self._folder.glob("*.making"):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - path.stat().st_mtime > _UNFINISHED_SECONDS:
                    path.unlink()

    def close(self) -> None:
        """Let go of all files and of the database."""
        for reading in self._readings.values():
            reading.close()
        self._readings.clear()
        self._inbox.close()

    def _begin(self, path: Path) -> _Reading:
        reading = self._readings[path] = _Reading(path, self._inbox.mark(path.stem))
        return reading

    def _move(self, reading: _Reading) -> int:
        lines = reading.lines()
        if not lines:
            if reading.complete:
                self._finish(reading)
            return 0
        rows, length = _rows(reading, lines)
        end = reading.place + length
        if not length:
            return 0
        if not self._inbox.store(reading.path.stem, rows, begin=reading.place, end=end):
            reading.place = self._inbox.mark(reading.path.stem)
            return 0
        reading.place = end
        return len(rows)

    def _finish(self, reading: _Reading) -> None:
        reading.path.unlink(missing_ok=True)
        flush_folder(self._folder)
        reading.close()
        del self._readings[reading.path]


def _rows(reading: _Reading, lines: bytes) -> tuple[list[Row], int]:
    """The clicks, and how many bytes they took.

    A damaged line of a file that is being written is one that we see half of: it is left for the next time. In a
    complete file its writer died before the flush came back, so that its clicks were never answered.
    """
    rows: list[Row] = []
    length = 0
    for line in lines.splitlines(keepends=True):
        try:
            rows += rows_of(line[:-1])
        except DamagedLineError as error:
            if not reading.complete:
                break
            logger.warning("%s: a line was passed over: %s", reading.path.name, error)
        length += len(line)
    return rows, length


def run(ingest: Ingest, stopped: threading.Event) -> None:
    """Move clicks until told to stop; then once more, for what came last."""
    ingest.tidy()
    failing = False
    while not stopped.is_set():
        try:
            pause = 0.0 if ingest.step() >= _BEHIND else _PAUSE_SECONDS
            if failing:
                logger.warning("the database takes clicks again")
            failing = False
        except (InboxError, OSError) as error:
            if not failing:
                logger.warning("the database takes no clicks, they wait in the click log: %s", error)
            failing, pause = True, _PAUSE_AFTER_FAILURE_SECONDS
        stopped.wait(pause)
    with contextlib.suppress(InboxError, OSError):
        ingest.step()
    ingest.close()


def inbox_from_settings() -> Inbox:
    """The inbox of the database this installation uses."""
    if "clicks" in settings.DATABASES:
        return SqliteInbox(Path(str(settings.DATABASES["clicks"]["NAME"])))
    return PostgresInbox(settings.DATABASES["default"])


def main() -> None:
    """Until SIGTERM or SIGINT."""
    logging.config.dictConfig(settings.LOGGING)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    run(Ingest(settings.DATA / "clicks", inbox_from_settings()), stopped)


if __name__ == "__main__":
    main()
