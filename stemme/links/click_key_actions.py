"""The keys of click ids: made ahead, destroyed when no click can lead to a conversion any more."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.kit.erasing import erased
from stemme.links.change_actions import announce
from stemme.links.click_ids import DESTROYED_AFTER, month_of, new_key
from stemme.links.models import ClickKey

#: The next month's key is there before the month is.
_AHEAD = dt.timedelta(days=2)


def look_after_click_keys(*, now: dt.datetime) -> int:
    """Make what keys are missing, destroy those whose click ids are of no use any more; how many were destroyed."""
    with transaction.atomic():
        made = [
            ClickKey.objects.get_or_create(month=month, defaults={"key": new_key()})[1]
            for month in sorted({month_of(now), month_of(now + _AHEAD)})
        ]
        if any(made):
            announce()
    # A key whose month ended before this day seals nothing that could still count.
    ended = (now - DESTROYED_AFTER).astimezone(dt.UTC).date().replace(day=1)
    return erased(ClickKey.objects.filter(month__lt=ended))
