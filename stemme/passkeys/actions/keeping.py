"""What people do with the passkeys and codes they have: name, remove, make ten new codes."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.passkeys.codes import code_hash, new_codes, new_salt
from stemme.passkeys.models import Passkey, RecoveryCode
from stemme.people.actions import set_strong_sign_in


def rename(*, person_id: int, passkey_id: int, name: str) -> None:
    """Call the passkey by another name."""
    Passkey.objects.filter(person_id=person_id, id=passkey_id).update(name=name)


def remove(*, organisation_id: int, person_id: int, passkey_id: int, now: dt.datetime) -> bool:
    """Take a passkey away; False when the person has no such one. With the last one the codes go, too.

    Then a mail's link is again as good as any way in, as far as the person has no other strong one.
    """
    with transaction.atomic():
        if not Passkey.objects.filter(person_id=person_id, id=passkey_id).delete()[0]:
            return False
        if not Passkey.objects.filter(person_id=person_id).exists():
            RecoveryCode.objects.filter(person_id=person_id).delete()
            set_strong_sign_in(person_id=person_id, since=None)
        record(
            facts.PASSKEY_REMOVED, organisation_id=organisation_id, actor_id=person_id, subject_id=passkey_id, at=now
        )
    return True


def make_codes(*, organisation_id: int, person_id: int, now: dt.datetime) -> tuple[str, ...]:
    """Ten new recovery codes in place of those there were; shown now or never."""
    with transaction.atomic():
        codes = write_codes(organisation_id=organisation_id, person_id=person_id, now=now)
        record(facts.RECOVERY_CODES_MADE, organisation_id=organisation_id, actor_id=person_id, at=now)
    return codes


def write_codes(*, organisation_id: int, person_id: int, now: dt.datetime) -> tuple[str, ...]:
    """The same without a fact, as a part of adding a passkey. Call inside a transaction."""
    codes, salt = tuple(new_codes()), new_salt()
    RecoveryCode.objects.filter(person_id=person_id).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(
            organisation_id=organisation_id,
            person_id=person_id,
            salt=salt,
            code_hash=code_hash(code, salt),
            created_at=now,
        )
        for code in codes
    )
    return codes
