"""Answering, and the threshold."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.viewer import Viewer
from stemme.pulse import freedom, queries
from stemme.pulse.marks import mark_of
from stemme.pulse.models import Answered, Pulse, Threshold


def answer(*, actor: Viewer, step: int, now: dt.datetime) -> bool:
    """Count the answer and mark that there is one; False, and nothing happens, if there was one already.

    ``step`` is one of freedom.STEPS, or UNSAID; else ValueError. The one deed that leaves no fact in the journal: a
    fact has a person and a time, and this must have neither.
    """
    if step not in (freedom.UNSAID, *freedom.STEPS):
        raise ValueError(f"{step} is no answer")
    ours, quarter = actor.organisation_id, queries.asked_of(actor, now=now).first
    if queries.has_answered(ours, actor.person_id, quarter=quarter):
        return False
    mark = mark_of(key=settings.SECRET_KEY, organisation_id=ours, person_id=actor.person_id, quarter=quarter)
    column = "unsaid" if step == freedom.UNSAID else f"step_{step}"
    try:
        with transaction.atomic():
            Answered.objects.create(organisation_id=ours, quarter=quarter, mark=mark)
            Pulse.objects.get_or_create(organisation_id=ours, quarter=quarter)
            row = Pulse.objects.filter(organisation_id=ours, quarter=quarter)
            row.update(**{column: F(column) + 1})
    except IntegrityError:  # pressed twice at the same moment
        return False
    return True


def set_threshold(*, actor: Viewer, percent: int, now: dt.datetime) -> None:
    """From the open question on, boards need so many per cent who felt free. What is over stays judged as it was.

    Raises ValueError outside freedom.LOWEST_THRESHOLD to HIGHEST_THRESHOLD.
    """
    if not freedom.LOWEST_THRESHOLD <= percent <= freedom.HIGHEST_THRESHOLD:
        raise ValueError(f"{percent} per cent is out of reach")
    ours = actor.organisation_id
    with transaction.atomic():
        before = queries.threshold(ours, now=now)
        if before == percent:
            return
        quarter = queries.asked_of(actor, now=now).first
        Threshold.objects.update_or_create(organisation_id=ours, quarter=quarter, defaults={"percent": percent})
        record(
            facts.PULSE_THRESHOLD_CHANGED, organisation_id=ours, actor_id=actor.person_id, at=now,
            before=before, percent=percent,
        )  # fmt: skip
