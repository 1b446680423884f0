"""As whom we ask for a passkey, and at which address (security.md T-07). Pure.

A passkey belongs to a host name for ever. Ours is that of STEMME_PUBLIC_URL, or that of an organisation with a host of
its own, never a domain above it: tracked links may live next door, and what is shown there is nobody's business here.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """``id`` is the host name a passkey is tied to, ``origin`` the only beginning of an address where it is used."""

    id: str
    origin: str

    @property
    def host(self) -> str:
        """What stands in a request's Host header there."""
        return urlsplit(self.origin).netloc


def relying_party(public_url: str) -> RelyingParty | None:
    """Who we are at this public address; None at a bare number, for which browsers make no passkeys.

    On one's own machine 127.0.0.1 is also called localhost, and under that name it works.

    >>> relying_party("https://stemme.nordlys.example")
    RelyingParty(id='stemme.nordlys.example', origin='https://stemme.nordlys.example')
    >>> relying_party("http://127.0.0.1:8000")
    RelyingParty(id='localhost', origin='http://localhost:8000')
    >>> relying_party("https://192.0.2.1")
    """
    parts = urlsplit(public_url)
    name = (parts.hostname or "").lower()
    port = f":{parts.port}" if parts.port else ""
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return RelyingParty(name, f"{parts.scheme}://{name}{port}") if name else None
    return RelyingParty("localhost", f"{parts.scheme}://localhost{port}") if address.is_loopback else None
