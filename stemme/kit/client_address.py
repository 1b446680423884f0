"""Who is asking, as an address on the network, behind proxies we trust. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable


def client_address(remote: str, forwarded_for: str, *, trusted: Iterable[str]) -> str:
    """The right-most address that is no proxy of ours (security.md T-33).

    ``remote`` is the peer of the connection, ``forwarded_for`` the X-Forwarded-For header, ``trusted`` addresses or
    networks of proxies. What a client writes into the header itself stands further left and is never reached.
    """
    networks = [ipaddress.ip_network(one, strict=False) for one in trusted]

    def is_ours(text: str) -> bool:
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return False
        return any(address in network for network in networks if network.version == address.version)

    hops = [hop.strip() for hop in forwarded_for.split(",") if hop.strip()]
    here = remote
    while is_ours(here) and hops:
        here = hops.pop()
    return here


def network_of(address: str) -> str:
    """What counts as one asker: an IPv4 address, the /64 of an IPv6 address; the text itself if it is neither."""
    try:
        parsed = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return address[:60]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
