"""When the regular digests leave, for a calendar of the organisation."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from stemme.library.streams.mail_rhythm import MailRhythm
from stemme.mailings.days_off import is_day_off
from stemme.mailings.rhythm_queries import house_of
from stemme.people import queries as people

#: A regular day moves by fewer days than this, however the holidays fall.
_MOST_MOVED = 12
_DAY = dt.timedelta(days=1)


def calendar_of(organisation_id: int, first: dt.date, last: dt.date) -> MailRhythm:
    """The cap, the regular digests of the organisation's own clock and its public holidays. Two queries."""
    organisation = people.organisation(organisation_id)
    house, country = house_of(organisation), organisation.country
    zone, time = ZoneInfo(organisation.time_zone), dt.time(house.hour, house.minute)
    days = [first + _DAY * n for n in range(-_MOST_MOVED, (last - first).days + 1)]
    settled = [house.hours.settled(day, time, country) for day in days if day.weekday() == house.weekday]
    return MailRhythm(
        cap=house.cap,
        digests=tuple(dt.datetime.combine(day, at, zone) for day, at in settled if first <= day <= last),
        days_off=frozenset(day for day in days if day >= first and is_day_off(day, country, weekends=True)),
    )
