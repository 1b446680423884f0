"""Forgetting those who asked to take part and never confirmed."""

from __future__ import annotations

import datetime as dt

from stemme.joining.models import JoinRequest
from stemme.kit.retention import before
from stemme.kit.tenancy import across_organisations
from stemme.people.name_queries import address_of


def forget_old(*, now: dt.datetime) -> int:
    """Delete requests whose seven days are over; how many."""
    with across_organisations("requests to join are forgotten everywhere at the same age"):
        return JoinRequest.objects.filter(since__lte=before("joining", now=now)).delete()[0]


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete what somebody asked under the person's address. Their links stay, without the name, and stop working."""
    address = address_of(organisation_id, person_id)
    JoinRequest.objects.filter(organisation_id=organisation_id, email=address).delete()
