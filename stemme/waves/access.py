"""Waves of the viewer's own organisation; anything else is 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.people.viewer import Viewer
from stemme.waves.plan_queries import wave_id_of
from stemme.waves.rollout_queries import Rollout, WaveState, rollout_of


def wave(viewer: Viewer, number: int, *, now: dt.datetime) -> tuple[Rollout, WaveState]:
    """The roll-out, and the wave with this number in it."""
    rollout = rollout_of(viewer.organisation_id, now)
    state = next((one for one in rollout.waves if one.row.number == number), None)
    if state is None:
        raise Http404
    return rollout, state


def wave_id(viewer: Viewer, number: int) -> int:
    """The id of the wave with this number, for those who change something about it."""
    found = wave_id_of(viewer.organisation_id, number)
    if found is None:
        raise Http404
    return found
