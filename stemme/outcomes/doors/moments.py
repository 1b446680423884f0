"""Days and times as spreadsheets write them. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

_TIME = r"(?:[ T]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?)?"
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})" + _TIME)
_DAY_ALONE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}\b")


class MomentError(ValueError):
    """No day we can read."""


def month_comes_first(column: Iterable[str]) -> bool:
    """Whether days with slashes are American: some have a second part above twelve, and none a first part."""
    parts = [(int(found[1]), int(found[2])) for cell in column if (found := _SLASHES.match(cell.strip()))]
    return any(second > 12 for _first, second in parts) and not any(first > 12 for first, _second in parts)


def moment(written: str, *, zone: ZoneInfo, american: bool = False, now: dt.datetime) -> dt.datetime | None:
    """A moment; None for nothing. Raises MomentError.

    Without an offset it is the zone's. A day without a time is its last second, or now if that is earlier: the click
    may have been in the morning. ``american``: 11/23/2026.
    """
    text = written.strip()
    if not text:
        return None
    try:
        found = _read(text, zone=zone, american=american)
        found = found if found.tzinfo else found.replace(tzinfo=zone)
        if _DAY_ALONE.fullmatch(text):
            return min(found.replace(hour=23, minute=59, second=59).astimezone(dt.UTC), max(now, found))
        return found.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise MomentError(written) from error


def _read(text: str, *, zone: ZoneInfo, american: bool) -> dt.datetime:
    parts = _DAY_FIRST.fullmatch(text)
    if parts is None:
        return dt.datetime.fromisoformat(text)
    day, month = int(parts[1]), int(parts[3])
    if american and parts[2] == "/":
        day, month = month, day
    year = int(parts[4]) + (2000 if len(parts[4]) == 2 else 0)
    hour, minute, second = (int(part or 0) for part in parts.groups()[4:])
    return dt.datetime(year, month, day, hour, minute, second, tzinfo=zone)
