"""The best channel and time for one person."""

from __future__ import annotations

import datetime as dt

from stemme.stats.best_time import NOTHING_KNOWN
from stemme.stats.best_time import BestTime as BestTime


def best_of(organisation_id: int, person_id: int, *, now: dt.datetime) -> BestTime:
    """Where and when this person's shares reach most people. For that person alone."""
    return NOTHING_KNOWN
