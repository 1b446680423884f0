"""Writing the steps of a page's sequence, switching it on, and stopping it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence as Listed

from django.db import transaction

from stemme.followups.models import Letter, Sequence, Step
from stemme.followups.states import DROPPED, QUEUED
from stemme.followups.steps import StepDraft, as_json, texts_of
from stemme.followups.timing import MOST_DAYS, MOST_STEPS
from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.viewer import Viewer

#: Out of the way of the numbers that are given next.
_ASIDE = 100


class NoStepsError(Exception):
    """There is nothing to send."""


@transaction.atomic
def save_steps(*, actor: Viewer, page_id: int, steps: Listed[StepDraft], now: dt.datetime) -> None:
    """The sequence consists of these steps, in this order. Get the page's id from access.py.

    A step that is left out goes with its figures; letters that wait are planned anew. Raises ValueError for more than
    MOST_STEPS steps or a step later than MOST_DAYS.
    """
    if len(steps) > MOST_STEPS or any(not 0 <= step.after_days <= MOST_DAYS for step in steps):
        raise ValueError("more steps or days than a sequence has")
    sequence = _locked(actor, page_id)
    rows = Step.objects.filter(sequence_id=sequence.pk)
    rows.exclude(id__in=[step.id for step in steps if step.id]).delete()
    known: dict[int | None, Step] = {}
    for place, row in enumerate(rows.order_by("number")):
        known[row.pk] = row
        rows.filter(id=row.pk).update(number=_ASIDE + place)
    for number, draft in enumerate(steps, start=1):
        row = known.pop(draft.id) if draft.id in known else Step(sequence_id=sequence.pk)
        row.number, row.after_days, row.texts = number, draft.after_days, as_json(draft.texts)
        row.save(update_fields=["number", "after_days", "texts"] if row.pk else None)
    Letter.objects.filter(organisation_id=actor.organisation_id, step__sequence_id=sequence.pk, state=QUEUED).delete()
    _record(facts.FOLLOWUPS_CHANGED, sequence, actor, now)


@transaction.atomic
def start(*, actor: Viewer, page_id: int, now: dt.datetime) -> bool:
    """Leads who confirm from now on get the letters; False if it was on. Raises NoStepsError."""
    sequence = _locked(actor, page_id)
    if not any(texts_of(step.texts) for step in Step.objects.filter(sequence_id=sequence.pk)):
        raise NoStepsError
    if sequence.started_at and not sequence.stopped_at:
        return False
    sequence.started_at, sequence.stopped_at = now, None
    sequence.save(update_fields=["started_at", "stopped_at"])
    _record(facts.FOLLOWUPS_STARTED, sequence, actor, now)
    return True


@transaction.atomic
def stop(*, actor: Viewer, page_id: int, now: dt.datetime) -> int:
    """Nobody gets another letter: those that wait are dropped; how many that were. What has left has left."""
    sequence = _locked(actor, page_id)
    if sequence.started_at is None or sequence.stopped_at is not None:
        return 0
    sequence.stopped_at = now
    sequence.save(update_fields=["stopped_at"])
    waiting = Letter.objects.filter(organisation_id=actor.organisation_id, step__sequence_id=sequence.pk, state=QUEUED)
    _record(facts.FOLLOWUPS_STOPPED, sequence, actor, now)
    return waiting.update(state=DROPPED, changed_at=now)


def _locked(actor: Viewer, page_id: int) -> Sequence:
    found, _made = Sequence.objects.select_for_update().get_or_create(
        organisation_id=actor.organisation_id, page_id=page_id
    )
    found.changed_by_id = actor.person_id
    found.save(update_fields=["changed_by"])
    return found


def _record(kind: str, sequence: Sequence, actor: Viewer, now: dt.datetime) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, subject_id=sequence.page_id, at=now)
