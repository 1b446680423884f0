"""Forgetting what people said about themselves, and where they were (kit/retention.py)."""

from __future__ import annotations

import datetime as dt

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.maturity.models import Answer, Correction, OwnNumbers, PlaceOfMonth, Preference, StoredPlace


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Delete the places of months that have served their time; how many. Answers stay until the person changes them."""
    old = PlaceOfMonth.objects.filter(month__lt=before("place_months", now=now).date())
    return delete_old(old, at_once=AT_ONCE)


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete everything of one person."""
    for table in (Answer, OwnNumbers, Correction, Preference, StoredPlace, PlaceOfMonth):
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
