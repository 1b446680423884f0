"""Forgetting what people were shown and made of it (kit/retention.py), a batch at a time."""

from __future__ import annotations

import datetime as dt

from stemme.feed.models import Declined, Interest, Leaning, Offer, Reading, Saved
from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Delete what has served its time; how many rows. The figures of stories stay (stats)."""
    readings = before("readings", now=now)
    old = (
        Offer.objects.filter(first_on__lt=before("offers", now=now).date()),
        Reading.objects.filter(read_on__lt=readings.date()),
        Saved.objects.filter(saved_at__lt=readings),
        Declined.objects.filter(declined_at__lt=readings),
    )
    return sum(delete_old(rows, at_once=AT_ONCE) for rows in old)


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete everything of one person."""
    for table in (Interest, Leaning, Offer, Reading, Saved, Declined):
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
