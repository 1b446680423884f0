"""Recovery codes: ten for a drawer, each of which lets in once to add a new passkey (security.md T-07). Pure.

Sixteen characters of Crockford's base32 are 80 random bits. That is less than the 112 for which ASVS 5.0, 6.5.2 lets a
plain hash do, so they are kept as scrypt with a salt for each set of ten: one slow hash finds the code among the ten.
"""

from __future__ import annotations

import hashlib
import secrets

from stemme.kit.tokens import CROCKFORD, normal_typed_code

HOW_MANY = 10
_LENGTH = 16
_GROUP = 4
#: scrypt's N. With r=8 and p=1 one hash takes some hundredths of a second and 16 MiB (RFC 7914).
COST = 2**14


def new_codes() -> list[str]:
    """Ten codes as they are stored, without dashes."""
    return ["".join(secrets.choice(CROCKFORD) for _ in range(_LENGTH)) for _ in range(HOW_MANY)]


def shown(code: str) -> str:
    """As people read it.

    >>> shown("0123456789abcdef")
    '0123-4567-89AB-CDEF'
    """
    return "-".join(code[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP)).upper()


def typed(text: str) -> str:
    """A code as it was typed, without spaces, dashes, case and look-alikes.

    >>> typed(" O123 4567-89ab-cdef")
    '0123456789abcdef'
    """
    return normal_typed_code(text[:100])


def new_salt() -> bytes:
    """16 random bytes."""
    return secrets.token_bytes(16)


def code_hash(code: str, salt: bytes) -> bytes:
    """32 bytes, slowly."""
    return hashlib.scrypt(code.encode(), salt=salt, n=COST, r=8, p=1, dklen=32)
