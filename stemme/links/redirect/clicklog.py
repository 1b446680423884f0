"""Makes clicks durable on this machine: each batch is appended to a file and flushed to the disk.

A file is filled with zeros before it is used: flushing into space that is already there takes half the time, and a disk
that is full refuses nothing before the prepared files are. Every process has files of its own and holds the kernel's
lock on them, so that the ingest (ingest.py) knows which are complete: those whose writer has closed them or died.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from stemme.links.redirect.segments import ENDING, Row, line_of

#: A megabyte holds about ten thousand clicks.
SEGMENT_BYTES = 1 << 20


class _Segment:
    """One file, made whole before anybody else can see it. Raises OSError."""

    def __init__(self, folder: Path, size: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{time.time_ns() // 1_000_000:015d}-{secrets.token_hex(6)}"
        self.path = folder / f"{name}{ENDING}"
        making = folder / f"{name}.making"
        self.file = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _write(self.file, bytes(size), 0)
            os.fsync(self.file)
            making.rename(self.path)
            flush_folder(folder)
        except OSError:
            os.close(self.file)
            for path in (making, self.path):
                path.unlink(missing_ok=True)
            raise
        self.length = 0

    def append(self, line: bytes) -> None:
        _write(self.file, line, self.length)
        os.fdatasync(self.file)
        self.length += len(line)

    def close(self) -> None:
        """Cut the zeros off and let go of the lock. What had failed to be flushed is cut off with them."""
        with contextlib.suppress(OSError):
            os.ftruncate(self.file, self.length)
        os.close(self.file)


class ClickLog:
    """The click log of this process."""

    def __init__(self, folder: Path, *, segment_bytes: int = SEGMENT_BYTES) -> None:
        self.folder = folder
        self._size = segment_bytes
        self._segment: _Segment | None = None
        self._preparing = ThreadPoolExecutor(max_workers=1, thread_name_prefix="clicks-prepare")
        self._next: Future[_Segment] | None = None

    def append(self, rows: Sequence[Row]) -> None:
        """Put the batch on the disk. Raises OSError when that is impossible; then nothing of it is kept."""
        line = line_of(rows)
        segment = self._segment_for(len(line))
        try:
            segment.append(line)
        except OSError:
            self._end_segment()
            raise
        if self._next is None and segment.length > self._size // 2:
            self._next = self._preparing.submit(_Segment, self.folder, self._size)

    def prepare(self) -> None:
        """Have a file ready before the first click. Raises OSError."""
        self._segment_for(0)

    def close(self) -> None:
        """End the files of this process."""
        self._end_segment()
        if self._next is not None:
            with contextlib.suppress(OSError):
                self._next.result().close()
            self._next = None
        self._preparing.shutdown()

    def _segment_for(self, length: int) -> _Segment:
        segment = self._segment
        if segment is not None and segment.length and segment.length + length > self._size:
            self._end_segment()
        if self._segment is None:
            prepared, self._next = self._next, None
            self._segment = prepared.result() if prepared else _Segment(self.folder, self._size)
        return self._segment

    def _end_segment(self) -> None:
        segment, self._segment = self._segment, None
        if segment is not None:
            segment.close()


def flush_folder(folder: Path) -> None:
    """Make names that were given or taken away in the folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(file: int, content: bytes, place: int) -> None:
    rest = memoryview(content)
    while rest:
        written = os.pwrite(file, rest, place)
        rest, place = rest[written:], place + written
