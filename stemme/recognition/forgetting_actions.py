"""Forgetting somebody, and taking somebody off who left the programme."""

from __future__ import annotations

from stemme.recognition.models import BoardPlace, NameConsent


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete the person's places on boards and the consent to be named. Results of groups hold nobody."""
    BoardPlace.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
    NameConsent.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
