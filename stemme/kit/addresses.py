"""Which addresses of the internet we may connect to on somebody's behalf (security.md T-13). Pure.

An own list instead of ``ipaddress.is_global``, which calls 168.63.129.16 (a cloud's metadata), multicast and
several embedded IPv4 forms global, differently in each Python release.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

#: RFC 6890 and successors, plus Azure's metadata server.
_FORBIDDEN_4 = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_GLOBAL_6 = ipaddress.IPv6Network("2000::/3")
_FORBIDDEN_6 = tuple(
    ipaddress.IPv6Network(block)
    for block in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
OPEN_PORTS = frozenset({80, 443})
#: What a name may consist of after international letters were put into ASCII; underscores occur in the wild.
_NAME = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?", re.ASCII
)
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+", re.ASCII)


def is_public(address: str) -> bool:
    """True when the address (as the resolver gives it) lies in the open internet; False also for what is no address."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is None:
            return parsed in _GLOBAL_6 and not any(parsed in block for block in _FORBIDDEN_6)
        parsed = parsed.ipv4_mapped
    return not any(parsed in block for block in _FORBIDDEN_4)


def is_literal(host: str) -> bool:
    """True when the host is written as an address instead of a name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_name(host: str) -> bool:
    """True when the host (lower case, in ASCII) can be looked up: no percent signs, spaces, empty labels."""
    return len(host) <= 254 and _NAME.fullmatch(host) is not None


def ipv4_meant(host: str) -> str | None:
    """The IPv4 address that browsers and resolvers make of a host in numbers; None for a name.

    ``2130706433``, ``0x7f.1`` and ``0177.0.0.1.`` all mean 127.0.0.1. Raises ValueError when the last part is a number
    and the whole is no address. Source: WHATWG URL Standard, "ends in a number checker" and "IPv4 parser".
    """
    parts = host.lower().removesuffix(".").split(".")
    if not _NUMBER.fullmatch(parts[-1]):
        return None
    if len(parts) > 4:
        raise ValueError(f"no address: {host!r}")
    *first, last = (_read_number(part) for part in parts)
    if any(number > 255 for number in first) or last >= 256 ** (5 - len(parts)):
        raise ValueError(f"no address: {host!r}")
    return str(ipaddress.IPv4Address(last + sum(number * 256 ** (3 - place) for place, number in enumerate(first))))


def _read_number(part: str) -> int:
    """A part in decimal, octal (0…) or hexadecimal (0x…). Raises ValueError."""
    if not _NUMBER.fullmatch(part):
        raise ValueError(f"no number: {part!r}")
    if part.startswith("0x"):
        return int(part[2:] or "0", 16)
    return int(part, 8 if len(part) > 1 and part.startswith("0") else 10)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A host of the own network that the operator has opened: where it may lie and, if not 80 or 443, its port."""

    host: str
    port: int | None = None
    network: Network | None = None

    def opens(self, host: str, port: int, address: str | None = None) -> bool:
        """True when this exemption speaks of the host and port and, if one is given, allows the address."""
        if host.lower().rstrip(".") != self.host or (port != self.port if self.port else port not in OPEN_PORTS):
            return False
        return address is None or self.network is None or ipaddress.ip_address(address) in self.network


def read_exemptions(entries: Iterable[str]) -> tuple[Exemption, ...]:
    """The operator's list: each entry is ``host``, ``host:port``, ``host=CIDR`` or ``host:port=CIDR``.

    Raises ValueError for an entry that is not understood.
    """
    return tuple(_exemption(entry) for entry in entries)


def _exemption(entry: str) -> Exemption:
    place, _, cidr = entry.strip().lower().partition("=")
    host, colon, port = place.rpartition(":")
    if not colon or place.endswith("]"):
        host, port = place, ""
    if not host.strip("[]") or (port and not port.isdigit()):
        raise ValueError(f"not understood: {entry!r}")
    network = ipaddress.ip_network(cidr) if cidr else None
    return Exemption(host.strip("[]").rstrip("."), int(port) if port else None, network)


def may_connect(host: str, port: int, address: str, *, exemptions: tuple[Exemption, ...] = ()) -> bool:
    """True when a connection to this resolved address of the host is allowed."""
    if any(exemption.opens(host, port, address) for exemption in exemptions):
        return True
    return port in OPEN_PORTS and is_public(address)
