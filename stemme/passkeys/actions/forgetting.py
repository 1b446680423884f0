"""Passkeys and codes end: the person is erased, or the console starts them anew."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.passkeys.models import Passkey, RecoveryCode
from stemme.people.actions import set_strong_sign_in, sign_out_everywhere


def forget_person(*, organisation_id: int, person_id: int) -> int:
    """Delete what is kept of the person here; how many rows."""
    return sum(
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()[0]
        for table in (Passkey, RecoveryCode)
    )


def reset(*, organisation_id: int, person_id: int, now: dt.datetime) -> int:
    """Take all passkeys and codes of somebody who has lost them and end their visits; how many passkeys.

    From now on a link by mail, or one from the console, counts for them again. The last way back in, so only the
    server's console has it; the journal says so.
    """
    with transaction.atomic():
        number = Passkey.objects.filter(organisation_id=organisation_id, person_id=person_id).count()
        forget_person(organisation_id=organisation_id, person_id=person_id)
        set_strong_sign_in(person_id=person_id, since=None)
        sign_out_everywhere(person_id=person_id, now=now)
        record(
            facts.PASSKEYS_RESET,
            organisation_id=organisation_id,
            actor_id=None,
            subject_id=person_id,
            at=now,
            passkeys=number,
        )
    return number
