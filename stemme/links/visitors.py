"""Telling visitors of one day apart without keeping who they are (security.md T-16). Pure."""

from __future__ import annotations

import ipaddress
import secrets
from functools import lru_cache
from hashlib import blake2b

SALT_BYTES = 32
DAY_MILLISECONDS = 86_400_000


def new_salt() -> bytes:
    """The secret of a day: 32 random bytes."""
    return secrets.token_bytes(SALT_BYTES)


def day_number(at: int) -> int:
    """The UTC day, counted from 1970-01-01, of a moment in milliseconds. Salts change when it does."""
    return at // DAY_MILLISECONDS


@lru_cache(maxsize=16_384)
def network(address: str) -> bytes:
    """The part of an address that enters the hash: IPv4/24 or IPv6/64; the whole text when it is no address."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address.encode()[:64]
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return parsed.packed[:3] if parsed.version == 4 else parsed.packed[:8]


def visitor_id(*, salt: bytes, organisation_id: int, link_host: bytes, address: str, agent: bytes) -> int:
    """A number that is the same for one browser on one day: 64 signed bits of BLAKE2b keyed with the day's salt.

    Keyed BLAKE2b is a message authentication code by itself (RFC 7693) and costs a third of HMAC-SHA-256.
    Not to be asked for a visitor who refuses to be tracked (DNT, Global Privacy Control): that is a click without one.
    """
    begun, _ = _begun(salt, organisation_id, link_host, address)
    return _with_agent(begun, agent)


def place_id(*, salt: bytes, organisation_id: int, address: str) -> int:
    """A number that is the same for one network (IPv4/24, IPv6/64) on one day, made like ``visitor_id``.

    Only for telling bursts of a machine from people; never counted, erased with the visitor.
    """
    message = b"place\x00%d\x00%b" % (organisation_id, network(address))
    return int.from_bytes(blake2b(message, digest_size=8, key=salt).digest(), "big", signed=True)


def visitor_and_place(
    *, salt: bytes, organisation_id: int, link_host: bytes, address: str, agent: bytes
) -> tuple[int, int]:
    """Both numbers at once: what the browser does not enter into is remembered for each address."""
    begun, place = _begun(salt, organisation_id, link_host, address)
    return _with_agent(begun, agent), place


def forget_salts() -> None:
    """Let go of everything that was made with a salt: to be called when one is destroyed."""
    _begun.cache_clear()


@lru_cache(maxsize=16_384)
def _begun(salt: bytes, organisation_id: int, link_host: bytes, address: str) -> tuple[blake2b, int]:
    """The visitor's hash before the browser's name is added, and the place."""
    message = b"%d\x00%b\x00%b\x00" % (organisation_id, link_host, network(address))
    place = place_id(salt=salt, organisation_id=organisation_id, address=address)
    return blake2b(message, digest_size=8, key=salt), place


def _with_agent(begun: blake2b, agent: bytes) -> int:
    state = begun.copy()
    state.update(agent)
    return int.from_bytes(state.digest(), "big", signed=True)
