"""How often a post is looked at. Pure."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime

#: Nobody looks after that: by then hardly anything changes.
WATCHED_FOR = dt.timedelta(days=30)
#: Hours between two looks, at least and at most.
SHORTEST, LONGEST = 1, 24
#: An answer without the post may be a hiccup; so many in a row are none.
MISSED_OFTEN = 2


def next_pause(pause: int, *, changed: bool) -> int:
    """Hours until the next look: one after a change, else twice as many as before, at most a day.

    >>> next_pause(4, changed=False), next_pause(16, changed=False), next_pause(8, changed=True)
    (8, 24, 1)
    """
    return SHORTEST if changed else min(LONGEST, max(SHORTEST, pause * 2))


def wait_asked_for(header: str, *, now: dt.datetime) -> dt.timedelta:
    """How long a server asks us to stay away (Retry-After in seconds or as a date, RFC 9110 10.2.3).

    Between an hour and a day; an hour for nonsense.
    """
    header = header.strip()
    seconds = 0.0
    if header.isascii() and header.isdigit() and len(header) < 9:
        seconds = float(header)
    else:
        try:
            moment = parsedate_to_datetime(header)
        except (ValueError, TypeError, OverflowError):
            moment = now
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=dt.UTC)
        seconds = (moment - now).total_seconds()
    hours = min(float(LONGEST), max(float(SHORTEST), seconds / 3600))
    return dt.timedelta(hours=hours)


def is_over(posted_at: dt.datetime, *, now: dt.datetime) -> bool:
    """Whether the thirty days have passed."""
    return now - posted_at >= WATCHED_FOR
