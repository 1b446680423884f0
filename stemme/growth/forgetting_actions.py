"""Forgetting what somebody tried, learnt and kept (kit/retention.py)."""

from __future__ import annotations

import datetime as dt

from stemme.growth.models import LessonDone, Note, Suggestion, TriedStep
from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Delete steps that were tried long ago; how many. Notes and lessons stay until the person deletes them."""
    return delete_old(TriedStep.objects.filter(tried_at__lt=before("steps", now=now)), at_once=AT_ONCE)


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete everything of one person."""
    for table in (Suggestion, TriedStep, LessonDone, Note):
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
