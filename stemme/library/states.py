"""Where a story stands, from its moments. Pure."""

from __future__ import annotations

import datetime as dt

DRAFT, SCHEDULED, LIVE, ENDED, WITHDRAWN = "draft", "scheduled", "live", "ended", "withdrawn"
STATES = (DRAFT, SCHEDULED, LIVE, ENDED, WITHDRAWN)


def state_of(
    now: dt.datetime,
    *,
    published_at: dt.datetime | None,
    starts_at: dt.datetime | None,
    ends_at: dt.datetime | None,
    withdrawn_at: dt.datetime | None,
) -> str:
    """``withdrawn`` beats everything; then ``draft``, ``ended``, ``scheduled``; else it is ``live``."""
    if withdrawn_at is not None:
        return WITHDRAWN
    if published_at is None or starts_at is None:
        return DRAFT
    if ends_at is not None and ends_at <= now:
        return ENDED
    return SCHEDULED if starts_at > now else LIVE
