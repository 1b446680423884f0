"""What of a person goes, and what stays: that two different people decided stays, who they were goes."""

from __future__ import annotations

from stemme.agreements.models import GONE_ANSWERER, GONE_ASKER, Agreement, Told


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Take the person's name and number out of agreements, and away from those who were told."""
    ours = Agreement.objects.filter(organisation_id=organisation_id)
    ours.filter(asker=person_id).update(asker=GONE_ASKER, asked_by=None)
    ours.filter(answerer=person_id).update(answerer=GONE_ANSWERER, answered_by=None)
    ours.filter(closed_by_id=person_id).update(closed_by=None)
    Told.objects.filter(agreement__organisation_id=organisation_id, person_id=person_id).delete()
