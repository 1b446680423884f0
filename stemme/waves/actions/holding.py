"""What every deed on a wave begins and ends with: hold it, and note what was done."""

from __future__ import annotations

import datetime as dt

from stemme.journal.actions import record
from stemme.people.roles import LEAD_PROGRAMME
from stemme.people.viewer import Viewer
from stemme.waves.models import Wave


class WaveError(Exception):
    """It cannot be done. ``reason``: right, draft, launched, before (the wave before, or this one, was not launched),
    early (a reason is needed), owner, empty, many, gone."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def held(actor: Viewer, wave_id: int) -> Wave:
    """The wave with its plan, held until the end of the transaction. Raises WaveError (right), Wave.DoesNotExist."""
    if not actor.may_everywhere(LEAD_PROGRAMME):
        raise WaveError("right")
    ours = Wave.objects.select_for_update(of=("self",)).select_related("plan")
    return ours.get(id=wave_id, plan__organisation_id=actor.organisation_id)


def note_wave(kind: str, *, actor: Viewer, wave_id: int, now: dt.datetime, **data: object) -> None:
    """Record a fact about a wave."""
    record(
        kind,
        organisation_id=actor.organisation_id,
        actor_id=actor.person_id,
        at=now,
        subject_id=wave_id,
        **data,
    )
