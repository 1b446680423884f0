"""Scores that have served their time, and those of people who go."""

from __future__ import annotations

import datetime as dt

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.scores.models import Card, WeekScore


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete one person's card and notes: nobody else's score is made of them."""
    for table in (Card, WeekScore):
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Delete cards and notes that are a year old; how many."""
    moment = before("score", now=now)
    old = (Card.objects.filter(counted_at__lt=moment), WeekScore.objects.filter(week__lt=moment.date()))
    return sum(delete_old(rows, at_once=AT_ONCE) for rows in old)
