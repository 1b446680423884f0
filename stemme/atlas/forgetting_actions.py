"""Forgetting who offered what, and who was in touch."""

from __future__ import annotations

import datetime as dt

from stemme.atlas.models import CareContact, CareOffer
from stemme.kit.retention import before
from stemme.kit.tenancy import across_organisations


def forget_old(*, now: dt.datetime) -> int:
    """Delete notes of having been in touch that are older than twelve months; how many."""
    with across_organisations("notes of contacts are forgotten everywhere at the same age"):
        return CareContact.objects.filter(contacted_on__lte=before("care_contacts", now=now).date()).delete()[0]


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete what a person offered and who was in touch with them; in their own notes about others the name goes."""
    CareOffer.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
    CareContact.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
    CareContact.objects.filter(organisation_id=organisation_id, contacted_by_id=person_id).update(contacted_by=None)
