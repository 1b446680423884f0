"""Forgetting looks and typing that was not saved. A version stays with its story and loses its name with the person."""

from __future__ import annotations

import datetime as dt

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.library.models import Review, Unsaved


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Forget looks and unsaved typing after their time; how many rows."""
    old = (
        Review.objects.filter(asked_at__lt=before("looks", now=now)),
        Unsaved.objects.filter(kept_at__lt=before("typing", now=now)),
    )
    return sum(delete_old(rows, at_once=AT_ONCE) for rows in old)


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Forget one person's unsaved typing, and what they wrote when they asked for looks or gave them.

    That there was a look stays, without their name: it is why a story may be out.
    """
    Unsaved.objects.filter(person_id=person_id).delete()
    here = Review.objects.filter(story__organisation_id=organisation_id)
    here.filter(asked_by_id=person_id).update(note="", asked_by=None)
    here.filter(answered_by_id=person_id).update(answer="", answered_by=None)
    here.filter(wanted_id=person_id).update(wanted=None)
