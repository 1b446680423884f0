"""What goes, and when: names with the round or after a year, rounds that are over are closed."""

from __future__ import annotations

import datetime as dt

from stemme.kit.retention import before
from stemme.kit.tenancy import across_organisations
from stemme.readiness.actions import close_overdue
from stemme.readiness.models import Rater


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Take the person's name off what they answered, which then stands by name no more; what they did not answer goes.

    The name of whoever opened a round or owns a task goes with the row of the person.
    """
    mine = Rater.objects.filter(round__organisation_id=organisation_id, person_id=person_id)
    mine.filter(answered_at=None).delete()
    mine.update(person=None, named=False)


def forget_old(*, now: dt.datetime) -> int:
    """Close rounds whose last day is over, and take the names off what was asked more than a year ago; how many."""
    closed = close_overdue(now=now)
    with across_organisations("names on rounds are forgotten everywhere at the same age"):
        old = Rater.objects.filter(invited_at__lt=before("readiness", now=now), person__isnull=False)
        return closed + old.update(person=None)
