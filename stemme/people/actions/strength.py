"""Since when a person has a way to sign in that is stronger than a mail (security.md T-07)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.models import Organisation, Person
from stemme.people.viewer import Viewer
from stemme.people.ways import keeps_a_strong_way


def set_strong_sign_in(*, person_id: int, since: dt.datetime | None) -> None:
    """Note that from ``since`` on visits by a mail's link give this person no role rights; None ends that.

    Called by whoever keeps passkeys or identities, after one came or went. The earliest moment stays, and None counts
    only when no strong way is left: one app does not know what another one keeps.
    Raises Person.DoesNotExist.
    """
    with transaction.atomic():
        person = Person.objects.select_for_update().get(id=person_id)
        if since is None:
            person.strong_sign_in_since = person.strong_sign_in_since if keeps_a_strong_way(person_id) else None
        else:
            person.strong_sign_in_since = person.strong_sign_in_since or since
        person.save(update_fields=["strong_sign_in_since"])


def set_roles_need_strong(*, actor: Viewer, needed: bool, now: dt.datetime) -> bool:
    """Decide whether a mail alone opens what roles allow; False when that was so before.

    Raises ValueError for an actor without a strong way: they would shut themselves out.
    """
    if needed and not actor.strong:
        raise ValueError("whoever asks others for a stronger way has one")
    with transaction.atomic():
        mine = Organisation.objects.filter(id=actor.organisation_id, roles_need_strong=not needed)
        if not mine.update(roles_need_strong=needed):
            return False
        kind = facts.ROLES_PROTECTED if needed else facts.ROLES_UNPROTECTED
        record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now)
    return True
