"""Whether mails reach a person: a break they take, an address that does not exist."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.models import Person


def take_break(*, person_id: int, until: dt.date | None, now: dt.datetime) -> None:
    """No mails before the day ``until``; None ends the break. The fact says that there is a break, not how long."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(id=person_id)
        if person.paused_until == until:
            return
        person.paused_until = until
        person.save(update_fields=["paused_until"])
        if until is not None:
            record(facts.PERSON_PAUSED, organisation_id=person.organisation_id, actor_id=person_id, at=now)


def address_works(*, organisation_id: int, person_id: int) -> bool:
    """Somebody says that the address is right after all: mails go there again. False if it had not failed."""
    failed = Person.objects.filter(id=person_id, organisation_id=organisation_id, bounced_at__isnull=False)
    return failed.update(bounced_at=None) > 0


def address_failed(*, organisation_id: int, person_id: int, now: dt.datetime) -> None:
    """The mail server said that there is no such mailbox: nothing more is sent there until the address changes."""
    Person.objects.filter(id=person_id, organisation_id=organisation_id, bounced_at=None).update(bounced_at=now)
