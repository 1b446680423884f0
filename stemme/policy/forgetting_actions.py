"""Forgetting what somebody said they read, and that they may be asked (kit/retention.py)."""

from __future__ import annotations

from stemme.policy.models import Acknowledgement, GuidelinesContact


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete one person's acknowledgements, and their name among the contacts."""
    for table in (Acknowledgement, GuidelinesContact):
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
