"""Whether the click log moves on into the database."""

from __future__ import annotations

import os
import time
from pathlib import Path

from stemme.links.models import BatchMark

_PART = 1 << 20
_LOOK_EVERY = 0.2


def standing_still(folder: Path, *, seconds: float = 2.0) -> tuple[int, int]:
    """(files, bytes) of the click log that nobody moves: there now, and not begun after some seconds.

    Waits only when something is there to be moved. A writer's own file stays for as long as it runs; what counts is
    what stands in it behind the mark (redirect/ingest.py).
    """
    stuck = _unread(folder)
    until = time.monotonic() + seconds
    while stuck and time.monotonic() < until:
        time.sleep(_LOOK_EVERY)
        now = _unread(folder)
        stuck = {name: now[name] for name, (place, _) in stuck.items() if name in now and now[name][0] == place}
    return len(stuck), sum(size for _, size in stuck.values())


def _unread(folder: Path) -> dict[str, tuple[int, int]]:
    """File → (how far it is moved, bytes behind that)."""
    marks = dict(BatchMark.objects.values_list("writer", "last"))
    found = {}
    for path in folder.glob("*.clicks"):
        place = marks.get(path.stem, 0)
        size = _written_behind(path, place)
        if size:
            found[path.name] = (place, size)
    return found


def _written_behind(path: Path, place: int) -> int:
    """Files are made of zeros first, so what was written ends at the first zero."""
    try:
        file = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return 0
    try:
        size = 0
        while part := os.pread(file, _PART, place + size):
            written = part.find(b"\0")
            if written >= 0:
                return size + written
            size += len(part)
        return size
    finally:
        os.close(file)
