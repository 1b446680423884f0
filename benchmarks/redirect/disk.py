"""How long the disk takes to make a batch of clicks durable, whatever else is written to it just now."""

from __future__ import annotations

import os
import statistics
import time
from pathlib import Path

#: About twenty clicks; the file is filled before, like those of the click log.
_BATCH_BYTES = 2_000
_TIMES = 15


def flush_milliseconds(folder: Path) -> float:
    """Median of some flushes of a batch."""
    path = folder / "flush-probe"
    took = []
    with path.open("wb", buffering=0) as file:
        file.write(bytes(_BATCH_BYTES * _TIMES))
        os.fsync(file.fileno())
        for number in range(_TIMES):
            os.pwrite(file.fileno(), b"x" * _BATCH_BYTES, number * _BATCH_BYTES)
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            took.append((time.perf_counter() - began) * 1000)
    path.unlink()
    return statistics.median(took)
