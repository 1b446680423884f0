"""Coming in by a passkey, and showing once more that it is still oneself (security.md T-07)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.passkeys import ceremony
from stemme.passkeys.actions.challenges import new_challenge, use_challenge
from stemme.passkeys.ceremony import RefusedError
from stemme.passkeys.limits import CHALLENGES
from stemme.passkeys.models import Passkey
from stemme.passkeys.relying_party import RelyingParty
from stemme.people.actions import Admitted, TooManyTriesError, join, take
from stemme.people.viewer import EMPLOYEE

_PURPOSE = "prove"


def ask_to_prove(*, secret: str, network: str, party: RelyingParty, now: dt.datetime) -> dict[str, Any]:
    """What a browser is told to show a passkey, whosever it is. ``secret``: that of its login cookie.

    Raises TooManyTriesError, counted by network.
    """
    if not take(CHALLENGES, network, now=now):
        raise TooManyTriesError
    return ceremony.proving(party, challenge=new_challenge(purpose=_PURPOSE, secret=secret, now=now))


def sign_in(*, text: str, secret: str, party: RelyingParty, now: dt.datetime, only: int | None = None) -> Admitted:
    """Who the browser's answer ``text`` proves is there. ``only``: nobody but this person will do.

    Raises ceremony.RefusedError, whatever was wrong: a stranger learns nothing from it.
    """
    answer = ceremony.opened(text)
    if use_challenge(answer.challenge, purpose=_PURPOSE, secret=secret, now=now) is None:
        raise RefusedError("no such question is open")
    passkey = _living(answer.credential_id, only)
    proof = ceremony.read_proof(answer, party, public_key=bytes(passkey.public_key))
    if answer.handle != bytes(passkey.handle) or proof.synced != passkey.synced:
        raise RefusedError("another passkey than the one that was added")
    admitted = Admitted(passkey.person_id, passkey.organisation_id, EMPLOYEE)
    if not _used(passkey.pk, proof, admitted, now):
        raise RefusedError("its counter did not go up")
    return admitted


def _living(credential_id: bytes, only: int | None) -> Passkey:
    found = Passkey.objects.filter(credential_id=credential_id, person__deactivated_at=None).first()
    if found is None or (only is not None and found.person_id != only):
        raise RefusedError("no such passkey")
    return found


def _used(passkey_id: int, proof: ceremony.Proof, admitted: Admitted, now: dt.datetime) -> bool:
    """Note the use. False when the counter says that there are two of the key; that is written down, too."""
    who = {"organisation_id": admitted.organisation_id, "at": now}
    with transaction.atomic():
        row = Passkey.objects.select_for_update(of=("self",)).select_related("person").get(id=passkey_id)
        if ceremony.is_copied(known=row.sign_count, told=proof.sign_count):
            record(facts.PASSKEY_COPIED, actor_id=None, subject_id=admitted.person_id, **who)  # type: ignore[arg-type]
            return False
        row.sign_count, row.backed_up, row.used_at = proof.sign_count, proof.backed_up, now
        row.save(update_fields=["sign_count", "backed_up", "used_at"])
        if not row.person.joined_at and not row.person.declined_at:
            join(person_id=admitted.person_id, now=now)
        record(facts.SIGNED_IN, actor_id=admitted.person_id, **who)  # type: ignore[arg-type]
    return True
