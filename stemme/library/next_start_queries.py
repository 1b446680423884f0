"""When a story begins that is meant for the next regular mail."""

from __future__ import annotations

import datetime as dt

from stemme.library.next_digest import start_for
from stemme.library.streams.mail_rhythm import mail_rhythm

_AHEAD = dt.timedelta(days=8)


def next_start(organisation_id: int, *, now: dt.datetime) -> dt.datetime | None:
    """The moment to begin at for the organisation's next regular mail, or None where there is none to come."""
    rhythm = mail_rhythm(organisation_id, now.date(), (now + _AHEAD).date())
    return start_for(rhythm.digests, now=now)
