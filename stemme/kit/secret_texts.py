"""Secrets of other systems, kept so that the database alone does not give them away (security.md T-31). Pure.

AES-256-GCM with a key drawn from the installation's secret key, which is not in the database. A sealed text says by
which key it was sealed, so the key can be changed: the new one seals, the old ones still open. It is bound to its
purpose, so a text copied into another row or column does not open there.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = "s1"
_NONCE_BYTES = 12


class SecretLostError(Exception):
    """The sealed text cannot be opened: the key it was sealed with is gone, or it was changed or moved."""


def seal(text: str, *, keys: Sequence[str], purpose: str) -> str:
    """The text sealed by the first of the keys, as ``s1.<key id>.<base64>``."""
    key_id, key = _drawn(keys[0])
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = nonce + AESGCM(key).encrypt(nonce, text.encode(), purpose.encode())
    return f"{_VERSION}.{key_id}.{_written(sealed)}"


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unseal(sealed: str, *, keys: Sequence[str], purpose: str) -> str:
    """What was sealed for this purpose, by any of the keys. Raises SecretLostError."""
    version, _, rest = sealed.partition(".")
    key_id, _, body = rest.partition(".")
    key = next((key for name, key in map(_drawn, keys) if name == key_id), None)
    if version != _VERSION or key is None:
        raise SecretLostError("sealed by a key that is not here")
    try:
        raw = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
        if _written(raw) != body:  # The last letter may hold bits that mean nothing: one text, one spelling.
            raise ValueError("another spelling of the same bytes")
        return AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], purpose.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise SecretLostError("changed, or sealed for another purpose") from error


@functools.lru_cache(maxsize=8)
def _drawn(secret: str) -> tuple[str, bytes]:
    """The name and the bytes of the key that is drawn from a secret. The name tells nothing about the bytes."""
    key = HKDF(SHA256(), length=32, salt=None, info=b"stemme secret texts 1").derive(secret.encode())
    return hashlib.sha256(b"name" + key).hexdigest()[:8], key
