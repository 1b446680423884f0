"""Reading passkeys."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.passkeys.models import Passkey, RecoveryCode
from stemme.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """A passkey as its owner sees it."""

    id: int
    name: str
    synced: bool
    created_at: dt.datetime
    used_at: dt.datetime | None


def passkeys_of(viewer: Viewer) -> list[PasskeyRow]:
    """The viewer's passkeys, the oldest first."""
    rows = Passkey.objects.filter(organisation_id=viewer.organisation_id, person_id=viewer.person_id).order_by("id")
    return [PasskeyRow(row.pk, row.name, row.synced, row.created_at, row.used_at) for row in rows]


def codes_left(viewer: Viewer) -> int:
    """How many of the viewer's recovery codes can still be used."""
    mine = RecoveryCode.objects.filter(organisation_id=viewer.organisation_id, person_id=viewer.person_id)
    return mine.filter(used_at=None).count()


def has_passkey(person_id: int) -> bool:
    """Whether the person can sign in by a passkey."""
    return Passkey.objects.filter(person_id=person_id).exists()
