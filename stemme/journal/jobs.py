"""What the schedule calls."""

from __future__ import annotations

from django_tasks import task

from stemme.journal import chain_actions


@task()
def seal() -> int:
    """Hang new facts of administration into the chains."""
    return chain_actions.seal_everything()
