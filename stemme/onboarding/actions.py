"""Keeping how far somebody is. Private: no fact is recorded."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.onboarding.models import Progress
from stemme.onboarding.steps import STEPS, with_done
from stemme.people.viewer import Viewer


def step_done(*, actor: Viewer, step: str, now: dt.datetime) -> None:
    """The actor has been through a step. The last one ends them all. Raises ValueError for what is no step."""
    with transaction.atomic():
        row = _of(actor, now)
        row.done = with_done(row.done, step)
        if len(row.done) == len(STEPS):
            row.finished_at = row.finished_at or now
        row.save(update_fields=["done", "finished_at"])


def later(*, actor: Viewer, now: dt.datetime) -> None:
    """Not now: the front door leads to the stories from now on, and the stories to where the actor stopped."""
    with transaction.atomic():
        _of(actor, now)


def enough(*, actor: Viewer, now: dt.datetime) -> None:
    """The actor wants no more of the steps; nothing reminds them any more."""
    with transaction.atomic():
        row = _of(actor, now)
        row.finished_at = row.finished_at or now
        row.save(update_fields=["finished_at"])


def _of(actor: Viewer, now: dt.datetime) -> Progress:
    row, _made = Progress.objects.select_for_update().get_or_create(
        organisation_id=actor.organisation_id, person_id=actor.person_id, defaults={"started_at": now}
    )
    return row
