"""The networks of an organisation's offices: reading what an administrator wrote, and asking about an address. Pure."""

from __future__ import annotations

import ipaddress
from functools import lru_cache

from stemme.links.hits import HUMAN, INTERNAL, Verdict

INTERNAL_REASON = "office-network"
_FROM_AN_OFFICE = Verdict(INTERNAL, INTERNAL_REASON)
#: More lines than this are a mistake, such as a pasted list of all addresses.
MOST_NETWORKS = 200
#: Wider ones would take half the internet for colleagues.
WIDEST = {4: 8, 6: 19}

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class NetworkError(ValueError):
    """A line that names no usable network. ``line`` counts from 1; ``code`` is a key, ``written`` what stood there."""

    def __init__(self, line: int, code: str, written: str) -> None:
        self.line, self.code, self.written, self.words = line, code, written, _WORDS[code]
        super().__init__(f"line {line}: {written!r} is {self.words}")


UNREADABLE, TOO_WIDE, TOO_MANY = "unreadable", "too-wide", "too-many"
_WORDS = {
    UNREADABLE: "no address or network such as 192.0.2.0/24 or 2001:db8::/32",
    TOO_WIDE: f"too wide: at least /{WIDEST[4]} for IPv4, /{WIDEST[6]} for IPv6",
    TOO_MANY: f"more than {MOST_NETWORKS} networks",
}


def parse_networks(text: str) -> tuple[list[Network], list[NetworkError]]:
    """The networks of a text, one a line, and what is wrong with the other lines. ``#`` begins a remark.

    An address alone is a network of one; bits behind the mask are dropped (192.0.2.7/24 is 192.0.2.0/24).
    """
    networks: list[Network] = []
    errors: list[NetworkError] = []
    for number, line in enumerate(text.splitlines(), 1):
        written = line.partition("#")[0].strip().rstrip(",;").strip()
        if not written:
            continue
        try:
            network = ipaddress.ip_network(written, strict=False)
        except ValueError:
            errors.append(NetworkError(number, UNREADABLE, written[:80]))
            continue
        if network.prefixlen < WIDEST[network.version]:
            errors.append(NetworkError(number, TOO_WIDE, written))
        elif len(networks) >= MOST_NETWORKS:
            errors.append(NetworkError(number, TOO_MANY, written))
            break
        elif network not in networks:
            networks.append(network)
    return networks, errors


def seen_from_offices(verdict: Verdict, *, address: str, offices: str) -> Verdict:
    """The verdict, or internal when what would be a visitor sits in an office (networks as stored, one a line)."""
    return _FROM_AN_OFFICE if verdict.hit == HUMAN and in_networks(address, offices) else verdict


@lru_cache(maxsize=16_384)
def in_networks(address: str, stored: str) -> bool:
    """Does the address lie in one of these networks (as stored, one a line)? Remembered, so that it costs a look-up.

    Lines that are no network, and texts that are no address, match nothing.
    """
    if not stored:
        return False
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return any(parsed in network for network in _parsed(stored))


@lru_cache(maxsize=1_024)
def _parsed(stored: str) -> tuple[Network, ...]:
    return tuple(parse_networks(stored)[0])
