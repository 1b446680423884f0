"""Where passkeys can be used, and on whose pages they are offered."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from stemme.passkeys.queries import has_passkey
from stemme.passkeys.relying_party import RelyingParty, relying_party
from stemme.people.page_address import page_base
from stemme.people.ways import Way


def party_at(request: HttpRequest) -> RelyingParty | None:
    """As whom we can ask for a passkey on this page; None at an address that is not one of ours.

    Ours are the installation's and those of organisations with a host of their own. A passkey belongs to one of them.
    """
    own = request.page  # type: ignore[attr-defined]
    party = relying_party(page_base(settings.PUBLIC_URL, own.host if own else ""))
    return party if party and request.get_host().lower() == party.host else None


def usable_address() -> str:
    """Where passkeys can be used, or an empty text for nowhere."""
    party = relying_party(settings.PUBLIC_URL)
    return party.origin if party else ""


def _is_offered(request: HttpRequest) -> bool:
    """To strangers always: they may have one. To people who are in, if they have."""
    if party_at(request) is None:
        return False
    viewer = request.viewer  # type: ignore[attr-defined]
    return viewer is None or (viewer.strong and has_passkey(viewer.person_id))


WAY = Way(
    key="passkey",
    template="passkeys/_way.html",
    offered=_is_offered,
    kept_by=has_passkey,
    own="passkeys/_own.html",
    own_shown=lambda request: True,
)
