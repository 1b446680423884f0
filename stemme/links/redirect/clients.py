"""Who is asking: the address behind the proxies. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence

_Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_FORWARDED = b"x-forwarded-for"


class Proxies:
    """The addresses and networks whose word about the client counts (setting STEMME_TRUSTED_PROXIES)."""

    def __init__(self, trusted: Sequence[str]) -> None:
        self._networks: list[_Network] = [ipaddress.ip_network(written, strict=False) for written in trusted]
        self._known: dict[str, bool] = {}

    def client(self, peer: str, headers: Iterable[tuple[bytes, bytes]]) -> str:
        """The right-most address that is not a trusted proxy, beginning with the peer itself.

        Without trusted proxies X-Forwarded-For means nothing: anybody may write it.
        """
        if not self._networks or not self._trusts(peer):
            return peer
        chain = b",".join(value for name, value in headers if name == _FORWARDED).decode("latin-1")
        client = peer
        for written in reversed(chain.split(",")):
            address = _bare(written)
            if not address:
                break
            client = address
            if not self._trusts(address):
                break
        return client

    def _trusts(self, address: str) -> bool:
        known = self._known.get(address)
        if known is None:
            try:
                parsed = ipaddress.ip_address(address)
            except ValueError:
                return False
            known = any(parsed in network for network in self._networks)
            if len(self._known) > 1_000:
                self._known.clear()
            self._known[address] = known
        return known


def _bare(written: str) -> str:
    """An address of a forwarding header without port and brackets."""
    text = written.strip().strip('"')
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def limit_key(address: str) -> str:
    """What a limit is counted by: an IPv4 address, or the /64 an IPv6 address lies in."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)
