"""Secrets that travel in links: made once, shown once, stored only as a hash.

Crockford's base32 (no I, L, O, U; case does not matter), because mail programs and
people change case and cut ends. A short checksum tells a mangled token from an unknown one.
"""

from __future__ import annotations

import hashlib
import secrets

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
#: Base58 without the letters that look alike: codes of tracked links are read aloud and typed.
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_LOOKALIKE = str.maketrans("ilou", "110v")
_CHECK_LENGTH = 4


def _base32(raw: bytes) -> str:
    number = int.from_bytes(raw, "big")
    length = -(-len(raw) * 8 // 5)
    return "".join(CROCKFORD[(number >> (5 * place)) & 31] for place in reversed(range(length)))


def _checksum(body: str) -> str:
    return _base32(hashlib.sha256(body.encode()).digest())[:_CHECK_LENGTH]


def new_token(prefix: str) -> str:
    """A fresh token with 256 random bits, for example ``advd_6k…``."""
    body = _base32(secrets.token_bytes(32))
    return f"{prefix}_{body}{_checksum(body)}"


def normal_token(written: str) -> str | None:
    """The token as it was made, from how it arrived; None if it is cut or mangled."""
    prefix, mark, rest = written.strip().lower().partition("_")
    rest = rest.replace("-", "").translate(_LOOKALIKE)
    body, check = rest[:-_CHECK_LENGTH], rest[-_CHECK_LENGTH:]
    if not mark or len(body) != 52 or _checksum(body) != check:
        return None
    return f"{prefix}_{body}{check}"


def token_hash(token: str) -> bytes:
    """What is stored: SHA-256. A plain hash is enough for 256 random bits (ASVS 5.0, 6.5)."""
    return hashlib.sha256(token.encode()).digest()


def new_typed_code() -> str:
    """Eight characters a person types from a mail into another device: 40 bits, five tries."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(8))


def normal_typed_code(written: str) -> str:
    """A typed code without spaces, dashes, case and look-alikes."""
    return "".join(written.split()).replace("-", "").lower().translate(_LOOKALIKE)


def new_link_code(length: int = 10) -> str:
    """The code of a tracked link. Ten characters of base58 are 58.6 bits: with a million links and
    100 guesses a second for a year, 0.007 hits are expected (research/security.md T-11).
    """
    return "".join(secrets.choice(BASE58) for _ in range(length))
