"""Forgetting a person: nobody sees a scorecard of theirs any more."""

from __future__ import annotations

from stemme.scorecards.models import Consent


def forget_person(*, organisation_id: int, person_id: int) -> int:
    """Delete what this person said about others seeing their scorecard; how many rows."""
    return Consent.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()[0]
