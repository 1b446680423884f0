"""Reading doors."""

from __future__ import annotations

import datetime as dt
import hmac
from dataclasses import dataclass

from stemme.kit.seals import installation_keys
from stemme.kit.secret_texts import unseal
from stemme.kit.tokens import normal_token, token_hash
from stemme.outcomes.kinds import API
from stemme.outcomes.models import Door

#: So many characters of the token's hash find the door: 96 bits.
CODE_LENGTH = 24


@dataclass(frozen=True, slots=True)
class DoorRow:
    """A door as the settings show it."""

    id: int
    name: str
    signed: bool
    created_at: dt.datetime
    last_used_at: dt.datetime | None
    ended_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A door that somebody came to with its token. ``secret``: "" when calls need no signature."""

    id: int
    organisation_id: int
    secret: str
    last_used_at: dt.datetime | None


def doors(organisation_id: int) -> list[DoorRow]:
    """The doors for servers, open ones first, then by name."""
    rows = Door.objects.filter(organisation_id=organisation_id, kind=API)
    found = [
        DoorRow(row.id, row.name, bool(row.secret), row.created_at, row.last_used_at, row.ended_at) for row in rows
    ]
    return sorted(found, key=lambda row: (row.ended_at is not None, row.name.lower(), row.id))


def by_token(written: str) -> OpenDoor | None:
    """The open door that the token belongs to. Raises SecretLostError when its secret cannot be read any more."""
    token = normal_token(written)
    if token is None:
        return None
    digest = token_hash(token).hex()
    row = Door.objects.filter(code=digest[:CODE_LENGTH]).first()
    if row is None or row.kind != API or row.ended_at or not hmac.compare_digest(row.token_hash, digest):
        return None
    secret = unseal(row.secret, keys=installation_keys(), purpose=purpose(row.code)) if row.secret else ""
    return OpenDoor(row.id, row.organisation_id, secret, row.last_used_at)


def purpose(code: str) -> str:
    """What a sealed secret is bound to."""
    return f"door {code}"
