"""How often a feed is asked, learnt from the feed. Pure.

Four voices: what the feed declares (``ttl``, ``sy:updatePeriod``), what its server says (``Cache-Control: max-age``),
what it refuses (``Retry-After``), and how often it really brings something. Never more often than every half hour,
never less often than once a day.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import itertools
import re
import statistics
from collections.abc import Iterable

LEAST, MOST = 30, 24 * 60
#: A feed without dates and without a word on the matter is asked every hour.
UNKNOWN = 60
#: So many of the newest entries say how often it brings something.
_NEWEST = 10
_PERIODS = {"hourly": 60, "daily": 24 * 60, "weekly": 7 * 24 * 60, "monthly": 30 * 24 * 60, "yearly": 365 * 24 * 60}
_MAX_AGE = re.compile(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def declared_minutes(ttl: str, period: str, frequency: str) -> int:
    """What a feed says of itself, in minutes; 0 when it says nothing that can be understood."""
    if ttl.strip().isascii() and ttl.strip().isdigit() and len(ttl.strip()) < 7:
        return int(ttl)
    minutes = _PERIODS.get(period.strip().lower(), 0)
    often = frequency.strip()
    times = int(often) if often.isascii() and often.isdigit() and 0 < len(often) < 4 else 1
    return minutes // max(1, times)


def cached_minutes(cache_control: str) -> int:
    """How long the server's answer stays fresh, in whole minutes; 0 when it does not say."""
    found = _MAX_AGE.search(cache_control)
    return int(found.group(1)) // 60 if found else 0


def rhythm_minutes(published: Iterable[dt.datetime], now: dt.datetime) -> int:
    """Half the usual time between two entries, or a quarter of the time since the newest when that is longer.

    So a daily paper is asked twice a day, and one that has fallen silent less and less. ``UNKNOWN`` below three dates.
    """
    dates = sorted((date for date in published if date <= now), reverse=True)[:_NEWEST]
    if len(dates) < 3:
        return UNKNOWN
    usual = statistics.median((later - earlier).total_seconds() for later, earlier in itertools.pairwise(dates))
    silent = (now - dates[0]).total_seconds()
    return int(max(usual / 2, silent / 4) // 60)


def interval_minutes(*, declared: int, cached: int, rhythm: int) -> int:
    """How often to ask: the most patient of the three, between half an hour and a day."""
    return min(MOST, max(LEAST, declared, cached, rhythm))


def asked_to_wait(retry_after: str, now: dt.datetime) -> int:
    """Seconds that a server asks us to stay away (seconds or a date), 0 for none; at most thirty days."""
    written = retry_after.strip()
    if written.isascii() and written.isdigit() and len(written) < 10:
        seconds = int(written)
    else:
        try:
            until = email.utils.parsedate_to_datetime(written)
            seconds = int((until.replace(tzinfo=until.tzinfo or dt.UTC) - now).total_seconds())
        except (ValueError, TypeError, IndexError, OverflowError):
            return 0
    return max(0, min(seconds, 30 * 24 * 3600))
