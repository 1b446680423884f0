"""What the worker does: re-code videos, sweep up files that belong to nothing."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.jobs.actions import enqueue_once
from stemme.media import actions, sweeping_actions


@task()
def recode(asset_id: int) -> bool:
    """Re-code a video that waits; false when it was done or deleted before."""
    return actions.recode(asset_id=asset_id)


def begin_recoding(*, asset_id: int) -> None:
    """Let the worker re-code a video, once."""
    enqueue_once(recode, key=f"recode:{asset_id}", asset_id=asset_id)


@task()
def sweep_files() -> dict[str, int]:
    """Delete stored files that no row names; how many there were and how many went."""
    return sweeping_actions.sweep(now=timezone.now())
