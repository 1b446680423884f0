"""Where a story stands, from its moments. Pure."""

from __future__ import annotations

import datetime as dt

DRAFT, REVIEW, SCHEDULED, LIVE, ENDED = "draft", "review", "scheduled", "live", "ended"
WITHDRAWN, ARCHIVED = "withdrawn", "archived"
#: Live, but stopped in a crisis (pauses.py); a story knows that by its pauses, not by its moments.
PAUSED = "paused"
STATES = (DRAFT, REVIEW, SCHEDULED, LIVE, ENDED, WITHDRAWN, ARCHIVED, PAUSED)


def state_of(
    now: dt.datetime,
    *,
    published_at: dt.datetime | None,
    starts_at: dt.datetime | None,
    ends_at: dt.datetime | None,
    withdrawn_at: dt.datetime | None,
    archived_at: dt.datetime | None = None,
    in_review: bool = False,
) -> str:
    """``withdrawn`` beats everything; then ``archived``, ``draft``, ``ended``, ``scheduled``; else it is ``live``.

    ``in_review``: somebody was asked to look and has not answered, which makes a draft a ``review``.
    """
    if withdrawn_at is not None:
        return WITHDRAWN
    if archived_at is not None:
        return ARCHIVED
    if published_at is None or starts_at is None:
        return REVIEW if in_review else DRAFT
    if ends_at is not None and ends_at <= now:
        return ENDED
    return SCHEDULED if starts_at > now else LIVE
