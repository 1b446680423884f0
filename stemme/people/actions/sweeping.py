"""Deleting what has served its time."""

from __future__ import annotations

import datetime as dt

from stemme.people import uploads
from stemme.people.models import DoorLink, RateBucket, SignInLink

#: Ended links are kept a while, so that "what happened to my link" can be answered.
_LINKS_KEPT = dt.timedelta(days=30)
_COUNTERS_KEPT = dt.timedelta(days=1)


def sweep(*, now: dt.datetime) -> dict[str, int]:
    """Delete what nobody needs any more; how many of each."""
    return {
        "door_links": DoorLink.objects.filter(expires_at__lt=now - _LINKS_KEPT).delete()[0],
        "sign_in_links": SignInLink.objects.filter(expires_at__lt=now - _COUNTERS_KEPT).delete()[0],
        "counters": RateBucket.objects.filter(updated_at__lt=now - _COUNTERS_KEPT).delete()[0],
        "imports": uploads.sweep(now=now),
    }
