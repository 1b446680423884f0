"""The two conversations with a browser about a passkey: making one, and proving that one holds it. Pure.

What is sent is what ``navigator.credentials`` takes, as JSON; what comes back is read by the library ``webauthn``,
which follows the steps of W3C Web Authentication Level 2, 7.1 and 7.2.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import webauthn
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from stemme.passkeys.relying_party import RelyingParty

#: Time for the person to find their key, in milliseconds; a challenge lives as long (challenges.VALID_FOR).
_PATIENCE = 5 * 60 * 1000
_LONGEST_ANSWER = 20_000
Read = TypeVar("Read")


class RefusedError(Exception):
    """The answer proves nothing. The text is for the log, never for whoever asked."""


@dataclass(frozen=True, slots=True)
class NewKey:
    """A passkey that an authenticator has just made. ``synced``: it may be copied to the person's other devices."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    synced: bool
    backed_up: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """Somebody holds the passkey, here and now, and their device has checked that it is them."""

    sign_count: int
    synced: bool
    backed_up: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser sent, before anything of it is believed."""

    sent: dict[str, Any]
    credential_id: bytes
    handle: bytes
    challenge: bytes


def making(
    party: RelyingParty, *, challenge: bytes, handle: bytes, address: str, name: str, known: Iterable[bytes]
) -> dict[str, Any]:
    """What a browser is told to make a passkey. ``handle`` stands for the person, ``known`` are those they have."""
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name="Stemme",
        user_id=handle,
        user_name=address,
        user_display_name=name,
        challenge=challenge,
        timeout=_PATIENCE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=credential) for credential in known],
    )
    return _plain(webauthn.options_to_json(options))


def proving(party: RelyingParty, *, challenge: bytes) -> dict[str, Any]:
    """What a browser is told to prove a passkey, whosever it is: no list of keys, so nobody learns who has which."""
    options = webauthn.generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        timeout=_PATIENCE,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _plain(webauthn.options_to_json(options))


def _plain(options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(options)
    return found


def opened(text: str) -> Answer:
    """The parts of an answer by which the passkey and the challenge are looked up. Raises RefusedError."""
    return _believing(lambda: _opened(text))


def _opened(text: str) -> Answer:
    if len(text) > _LONGEST_ANSWER:
        raise RefusedError("too long")
    sent = json.loads(text)
    response = sent["response"]
    said = json.loads(_bytes(response["clientDataJSON"]))
    return Answer(sent, _bytes(sent["id"]), _bytes(response.get("userHandle") or ""), _bytes(said["challenge"]))


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def read_new(answer: Answer, party: RelyingParty) -> NewKey:
    """The passkey that was made: for us, at our address, by a device that checked its owner. Raises RefusedError.

    Whether the challenge was ours is the caller's business (actions/challenges.py).
    """

    def verified() -> NewKey:
        made = webauthn.verify_registration_response(
            credential=answer.sent,
            expected_challenge=answer.challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
        synced = made.credential_device_type == CredentialDeviceType.MULTI_DEVICE
        return NewKey(
            made.credential_id, made.credential_public_key, made.sign_count, synced, made.credential_backed_up
        )

    return _believing(verified)


def read_proof(answer: Answer, party: RelyingParty, *, public_key: bytes) -> Proof:
    """The proof that whoever answered holds this key. Raises RefusedError. The counter is for the caller to compare."""

    def verified() -> Proof:
        proof = webauthn.verify_authentication_response(
            credential=answer.sent,
            expected_challenge=answer.challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,
            require_user_verification=True,
        )
        synced = proof.credential_device_type == CredentialDeviceType.MULTI_DEVICE
        return Proof(proof.new_sign_count, synced, proof.credential_backed_up)

    return _believing(verified)


def is_copied(*, known: int, told: int) -> bool:
    """True when a counter did not go up: two devices use the same key (Level 2, 6.1.1). Zero means: has no counter.

    >>> is_copied(known=0, told=0), is_copied(known=4, told=5), is_copied(known=4, told=4), is_copied(known=4, told=0)
    (False, False, True, True)
    """
    return (known > 0 or told > 0) and told <= known


def _believing(read: Callable[[], Read]) -> Read:
    """What ``read`` gives; whatever goes wrong while a stranger's bytes are read is a refusal."""
    try:
        return read()
    except (
        WebAuthnException,
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise RefusedError(f"{type(error).__name__}: {error}"[:300]) from error
