"""Re-makes uploaded files in a process apart, so that a hostile one costs its limits and nothing else (T-17, T-20)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from stemme.kit import apart
from stemme.media.reading import BUSY, TOO_MUCH, Made, RefusedFileError

#: The child stops itself by what it works; these are for one that sleeps.
WALL_SECONDS, WALL_SECONDS_RECODING = 60, 3600
#: So many files are read at once, so that uploads leave room for everybody else; who waits longer is told so.
AT_ONCE = 2
PATIENCE = 30
_room = threading.BoundedSemaphore(AT_ONCE)


def made_apart(path: Path, kind: str, folder: Path) -> Made:
    """The file at ``path`` re-made in ``folder``. Raises RefusedFileError, ``busy`` when too many come at once.

    A video that has to be re-coded first comes back without a file.
    """
    if not _room.acquire(timeout=PATIENCE):
        raise RefusedFileError(BUSY)
    try:
        return _made(path, kind, folder, recode=False, wall_seconds=WALL_SECONDS, heard=None)
    finally:
        _room.release()


def recoded_apart(path: Path, kind: str, folder: Path, *, heard: Callable[[int], None]) -> Made:
    """A video re-coded, however long that takes within the limits; ``heard`` is told the per cent done.

    Raises RefusedFileError.
    """
    return _made(path, kind, folder, recode=True, wall_seconds=WALL_SECONDS_RECODING, heard=heard)


def _made(
    path: Path, kind: str, folder: Path, *, recode: bool, wall_seconds: float, heard: Callable[[int], None] | None
) -> Made:
    order = {"do": kind, "path": str(path), "folder": str(folder), "recode": recode}
    answer = apart.follow("stemme.media.child", order, wall_seconds=wall_seconds, heard=heard)
    if answer is None:
        raise RefusedFileError(TOO_MUCH)
    if "error" in answer:
        raise RefusedFileError(str(answer["error"]))
    return Made(**answer)
