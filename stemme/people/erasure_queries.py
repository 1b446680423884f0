"""Whom to erase: people who left, and people whom a restored backup brought back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.conf import settings

from stemme.kit.retention import before
from stemme.kit.tenancy import across_organisations
from stemme.people.erasure_ledger import Ledger, Somebody
from stemme.people.models import Person


def ledger() -> Ledger:
    """The erasures of this installation."""
    return Ledger(Path(settings.DATA) / "erasures", settings.SECRET_KEY)


def somebody(person: Person) -> Somebody:
    """What the person is recognised by. ``person.organisation`` should be loaded."""
    return Somebody(
        organisation=person.organisation.slug,
        person_id=person.pk,
        email=person.email,
        external_id=person.external_id,
        since=person.created_at.date(),
    )


@across_organisations("who left long ago is erased in every organisation")
def left_long_ago(*, now: dt.datetime, limit: int) -> list[tuple[int, int]]:
    """(organisation, person) of people who left so long ago that they are to be erased, at most ``limit``."""
    rows = Person.objects.filter(deactivated_at__lt=before("person", now=now)).order_by("id")
    return list(rows.values_list("organisation_id", "id")[:limit])


@across_organisations("a restored backup holds all organisations")
def brought_back() -> list[tuple[int, int]]:
    """(organisation, person) of people who were erased and are in the database all the same."""
    people = Person.objects.select_related("organisation").order_by("id")
    found = {who.person_id for who in ledger().erased(map(somebody, people.iterator(chunk_size=2_000)))}
    return list(people.filter(id__in=found).values_list("organisation_id", "id"))
