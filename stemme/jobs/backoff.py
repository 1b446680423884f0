"""How long to wait before a failed job is tried again. Pure."""

from __future__ import annotations

import datetime as dt

LONGEST = dt.timedelta(hours=1)


def wait_after(attempt: int, *, jitter: float) -> dt.timedelta:
    """Twice as long after each attempt (2, 4, 8 … seconds), at most an hour.

    ``jitter`` between 0 and 1 stretches the wait to up to 1.5 times, so that jobs that failed together do not come back
    together. Raises ValueError outside these ranges.
    """
    if attempt < 1 or not 0 <= jitter <= 1:
        raise ValueError("an attempt counts from 1, jitter lies between 0 and 1")
    seconds = 2 ** min(attempt, 16) * (1 + jitter / 2)
    return min(dt.timedelta(seconds=seconds), LONGEST)
