"""A new passkey, and with the first one the recovery codes (security.md T-07)."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.passkeys import ceremony
from stemme.passkeys.actions.challenges import new_challenge, use_challenge
from stemme.passkeys.actions.keeping import write_codes
from stemme.passkeys.limits import CHALLENGES, MOST_PASSKEYS
from stemme.passkeys.models import Passkey, RecoveryCode
from stemme.passkeys.relying_party import RelyingParty
from stemme.people.actions import TooManyTriesError, set_strong_sign_in, take
from stemme.people.queries import Receiver


class KnownPasskeyError(Exception):
    """This passkey is here already."""


class TooManyPasskeysError(Exception):
    """Nobody needs more than twenty."""


@dataclass(frozen=True, slots=True)
class Added:
    """A passkey is there. ``codes``: the recovery codes, if this was the moment to make them; shown now or never."""

    passkey_id: int
    codes: tuple[str, ...]


def ask_to_add(*, person: Receiver, secret: str, party: RelyingParty, now: dt.datetime) -> dict[str, Any]:
    """What the person's browser is told to make a passkey. ``secret`` is the key of their session.

    Raises TooManyTriesError.
    """
    if not take(CHALLENGES, f"person:{person.person_id}", now=now):
        raise TooManyTriesError
    rows = list(Passkey.objects.filter(person_id=person.person_id).order_by("id"))
    handle = bytes(rows[0].handle) if rows else secrets.token_bytes(32)
    return ceremony.making(
        party,
        challenge=new_challenge(purpose=_purpose(person.person_id), secret=secret, now=now, handle=handle),
        handle=handle,
        address=person.email,
        name=person.name,
        known=[bytes(row.credential_id) for row in rows],
    )


def _purpose(person_id: int) -> str:
    return f"add:{person_id}"


def add(
    *,
    organisation_id: int,
    person_id: int,
    text: str,
    name: str,
    secret: str,
    party: RelyingParty,
    now: dt.datetime,
) -> Added:
    """Keep the passkey that the browser's answer ``text`` tells of; from now on mails alone give no role rights.

    Whoever has no recovery codes left gets ten, so that nobody stands outside with one broken device.
    Raises ceremony.RefusedError, KnownPasskeyError, TooManyPasskeysError.
    """
    answer = ceremony.opened(text)
    handle = use_challenge(answer.challenge, purpose=_purpose(person_id), secret=secret, now=now)
    if not handle:
        raise ceremony.RefusedError("no such question is open")
    made = ceremony.read_new(answer, party)
    with transaction.atomic():
        set_strong_sign_in(person_id=person_id, since=now)  # holds the person's row, so that nobody counts along
        if Passkey.objects.filter(person_id=person_id).count() >= MOST_PASSKEYS:
            raise TooManyPasskeysError
        try:
            with transaction.atomic():
                row = Passkey.objects.create(
                    organisation_id=organisation_id,
                    person_id=person_id,
                    credential_id=made.credential_id,
                    public_key=made.public_key,
                    handle=handle,
                    sign_count=made.sign_count,
                    synced=made.synced,
                    backed_up=made.backed_up,
                    name=name,
                    created_at=now,
                )
        except IntegrityError:
            raise KnownPasskeyError from None
        left = RecoveryCode.objects.filter(person_id=person_id, used_at=None).exists()
        codes = () if left else write_codes(organisation_id=organisation_id, person_id=person_id, now=now)
        record(facts.PASSKEY_ADDED, organisation_id=organisation_id, actor_id=person_id, subject_id=row.pk, at=now)
    return Added(row.pk, codes)
