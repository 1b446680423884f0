"""Dates as feeds and pages write them. Pure."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from zoneinfo import ZoneInfo

_SPACED = re.compile(r"^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(?:([+-]\d\d):?(\d\d))?(?:\s*[A-Z]{3,4})?$")
#: Year 1, which Python's reader of mail dates would take for 2001.
_NO_YEAR = re.compile(r"(?<![+-])\b000[1-9]\b")
_DAY_FIRST = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_WITH_ZONE = re.compile(r"(?:[+-]\d\d:?\d\d|[zZ]|[A-Z]{3,4})$")
_ONLY_DAY = re.compile(r"^(?:\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})$")
#: Where most of the organisations and their employers' advertisements are.
_HERE = ZoneInfo("Europe/Oslo")
#: Nothing on the web is older; a machine that knows no date writes year 1 or 1970.
_OLDEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)


def moment(written: object) -> dt.datetime | None:
    """An aware moment, or None when it is none or cannot be meant (year 1, 1970). Without a zone it is UTC.

    Understands ISO 8601, RFC 822, ``2014-03-10 00:00:00 +0000 UTC`` and ``15.11.2026``.
    """
    text = written.strip() if isinstance(written, str) else ""
    if _NO_YEAR.search(text):
        return None
    found = _iso(text) or _day_first(text) or _rfc822(text)
    if found is None:
        return None
    try:
        aware = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
        utc = aware.astimezone(dt.UTC)
    except (OverflowError, ValueError):
        return None
    return utc if utc >= _OLDEST and utc.year < 2200 else None


def last_moment(written: object) -> dt.datetime | None:
    """Until when something may be answered: a day is open to its end, and an hour without a zone is one of ours.

    So that "15 November" does not become the 14th, nor the 16th.
    """
    text = written.strip() if isinstance(written, str) else ""
    found = moment(text)
    if found is None or _WITH_ZONE.search(text):
        return found
    clock = dt.time(23, 59, 59) if _ONLY_DAY.match(text) else found.time()
    return dt.datetime.combine(found.date(), clock, _HERE).astimezone(dt.UTC)


def _iso(text: str) -> dt.datetime | None:
    spaced = _SPACED.match(text)
    if spaced:
        zone = f"{spaced[3]}:{spaced[4]}" if spaced[3] else ""
        text = f"{spaced[1]}T{spaced[2]}{zone}"
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None


def _day_first(text: str) -> dt.datetime | None:
    found = _DAY_FIRST.match(text)
    try:
        return dt.datetime(int(found[3]), int(found[2]), int(found[1]), tzinfo=dt.UTC) if found else None
    except ValueError:
        return None


def _rfc822(text: str) -> dt.datetime | None:
    try:
        return email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
