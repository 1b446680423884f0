"""When a mail about a proposal may leave, and since when something has waited too long. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from stemme.mailings.days_off import is_day_off

#: Working days after which the owner of a stream is told that a colleague waits.
PATIENCE = 3
_DAY = dt.timedelta(days=1)


def after_silence(
    now: dt.datetime, *, zone: str, until: dt.date | None, quiet: Iterable[tuple[dt.date, dt.date]]
) -> dt.datetime:
    """``now``, or the first moment after a break (``until`` is its first day with mails) and quiet weeks (both days
    included), on the reader's clock."""
    clock = ZoneInfo(zone)
    local = now.astimezone(clock)
    if until is not None and until > local.date():
        local = dt.datetime.combine(until, dt.time(), clock)
    for first, last in sorted(quiet):
        if first <= local.date() <= last:
            local = dt.datetime.combine(last + _DAY, dt.time(), clock)
    return local


def working_days_before(day: dt.date, number: int, country: str) -> dt.date:
    """The day that lies so many working days before ``day``; weekends and public holidays do not count."""
    while number:
        day -= _DAY
        if not is_day_off(day, country, weekends=False):
            number -= 1
    return day


def waited_too_long(today: dt.date, country: str, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """(since, until): what came in between has waited for more than ``PATIENCE`` working days since this morning.

    On the working day before it had not yet, so each proposal falls into one such span only.
    """
    clock = ZoneInfo(zone)
    newest = working_days_before(today, PATIENCE, country)
    before = working_days_before(today, 1, country)
    ends = (working_days_before(before, PATIENCE, country), newest)
    since, until = (dt.datetime.combine(day, dt.time(), clock).astimezone(dt.UTC) for day in ends)
    return since, until
