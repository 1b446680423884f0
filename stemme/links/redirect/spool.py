"""Clicks that the database could not take, kept in files until it can.

One line of JSON for each batch; a line counts only when it is whole, and a click is answered only after its line has
been flushed to the disk. Files are read back by any process of this machine once their writer has closed them or died
(the lock on the file is the kernel's). BatchMark (models.py) makes sure that a line is stored exactly once.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import time
from collections.abc import Generator, Iterator
from pathlib import Path

from stemme.links.redirect.batches import Batch

_LARGEST_FILE = 32 << 20


class Spool:
    """A folder of spooled batches. Used from one thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._file: int | None = None
        self._path: Path | None = None
        self._length = 0

    def append(self, batch: Batch) -> None:
        """Put the batch on the disk. Raises OSError when that is impossible; then nothing of it is kept."""
        line = json.dumps({"writer": batch.writer, "number": batch.number, "rows": batch.rows}).encode() + b"\n"
        file = self._open_file()
        try:
            rest = memoryview(line)
            while rest:
                rest = rest[os.write(file, rest) :]
            os.fdatasync(file)
            self._length += len(line)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(file, self._length)
            self.close()
            raise
        if self._length > _LARGEST_FILE:
            self.close()

    def close(self) -> None:
        """End the current file; the next batch begins a new one. An empty file is removed."""
        if self._file is None or self._path is None:
            return
        if self._length == 0:
            with contextlib.suppress(OSError):
                self._path.unlink()
        os.close(self._file)
        self._file = self._path = None

    def waiting(self) -> int:
        """How many files wait to be stored."""
        return sum(1 for _ in self._files())

    def take(self) -> Generator[tuple[Path, list[Batch]], None, None]:
        """Each file nobody is writing to, with its whole lines. The caller stores them and then calls ``drop``."""
        self.close()
        for path in sorted(self._files()):
            try:
                file = os.open(path, os.O_RDWR)
            except FileNotFoundError:  # Another process has just stored it.
                continue
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield path, _whole_lines(path.read_bytes())
            except BlockingIOError:
                continue
            finally:
                os.close(file)

    def drop(self, path: Path) -> None:
        """Remove a file whose batches have been stored."""
        path.unlink(missing_ok=True)
        self._flush_folder()

    def _files(self) -> Iterator[Path]:
        return self.folder.glob("*.jsonl")

    def _open_file(self) -> int:
        if self._file is not None:
            return self._file
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{time.time_ns() // 1_000_000:015d}-{os.getpid()}-{secrets.token_hex(4)}.jsonl"
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._file, self._path, self._length = file, path, 0
        self._flush_folder()
        return file

    def _flush_folder(self) -> None:
        folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _whole_lines(content: bytes) -> list[Batch]:
    batches = []
    for line in content.split(b"\n")[:-1]:  # What follows the last line end was cut off while it was written.
        try:
            read = json.loads(line)
            batches.append(Batch(read["writer"], read["number"], [tuple(row) for row in read["rows"]]))
        except (ValueError, KeyError, TypeError):  # Its click was never answered: the flush had not come back.
            continue
    return batches
