"""Forgetting those who asked to take part and never confirmed."""

from __future__ import annotations

import datetime as dt

from stemme.joining.models import JoinRequest
from stemme.kit.retention import before
from stemme.kit.tenancy import across_organisations
from stemme.people.models import Person


def forget_old(*, now: dt.datetime) -> int:
    """Delete requests whose seven days are over; how many."""
    with across_organisations("requests to join are forgotten everywhere at the same age"):
        return JoinRequest.objects.filter(since__lte=before("joining", now=now)).delete()[0]


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete what somebody asked under the person's address. Their links stay, without the name, and stop working."""
    address = Person.objects.filter(organisation_id=organisation_id, id=person_id).values_list("email", flat=True)
    JoinRequest.objects.filter(organisation_id=organisation_id, email__in=list(address)).delete()
