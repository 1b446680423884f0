"""Passkeys that this viewer may touch: their own."""

from __future__ import annotations

from django.http import Http404

from stemme.passkeys.queries import PasskeyRow, passkeys_of
from stemme.people.viewer import Viewer


def own_passkey(viewer: Viewer, passkey_id: int) -> PasskeyRow:
    """The viewer's passkey of that id. Raises Http404 for anybody else's."""
    found = next((row for row in passkeys_of(viewer) if row.id == passkey_id), None)
    if found is None:
        raise Http404
    return found
