"""Counting equal beginnings."""

from __future__ import annotations

from stemme.kit.rows import add_to
from stemme.sharing.models import Beginning


def count_beginning(*, organisation_id: int, story_id: int, fingerprint: str) -> None:
    """One more person began like this. Call once for each person and story, inside the transaction of the share."""
    add_to(
        Beginning,
        [(fingerprint, organisation_id, story_id, 1)],
        key=("fingerprint",),
        keep=("organisation_id", "story_id"),
        sums=("people",),
    )
