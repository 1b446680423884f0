"""Writing: what is forgotten."""

from __future__ import annotations

from stemme.chat.models import Account


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete who an erased person is in Slack and Teams. Call inside a transaction."""
    Account.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
