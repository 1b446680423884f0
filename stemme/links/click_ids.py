"""Click ids: what a visitor brings along to a place where conversions are counted. Pure.

A click id is one AES block: which link, when, a few random bytes, and zeros by which a genuine one is known. It is
nothing that is stored, and to whoever holds it as good as random. Its key is a month's; when that key is destroyed
(``DESTROYED_AFTER``), nobody can say any more whose link it was (docs/decisions/0040-click-ids.md).
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import os
import struct
from collections.abc import Callable, Iterable

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

#: The parameter that carries it.
PARAMETER = "stemme_click"
#: The longest window in which a click may lead to a conversion; a month's key is destroyed so long after its end.
DESTROYED_AFTER = dt.timedelta(days=90)
KEY_BYTES = 32
#: Characters of a click id.
LENGTH = 22
_BEGAN = 1_577_836_800  # 2020-01-01 UTC, in seconds since 1970.
_LINK_BYTES, _RANDOM_BYTES = 5, 3
_ZEROS = bytes(4)

#: From a link's id and the moment in seconds since 1970 to a click id.
Sealer = Callable[[int, int], str]


def new_key() -> bytes:
    """The key for a month's click ids."""
    return os.urandom(KEY_BYTES)


def sealer(key: bytes) -> Sealer:
    """Makes click ids under this key. One block in ECB is a permutation of 128 bits, and no two blocks are alike."""
    encrypt = Cipher(AES(key), ECB()).encryptor().update  # noqa: S305 one block, never two alike

    def seal(link_id: int, at: int) -> str:
        block = link_id.to_bytes(_LINK_BYTES, "big") + struct.pack(">I", at - _BEGAN)
        sealed = encrypt(block + os.urandom(_RANDOM_BYTES) + _ZEROS)
        return base64.urlsafe_b64encode(sealed)[:LENGTH].decode()

    return seal


def unseal(click_id: str, keys: Iterable[bytes]) -> tuple[int, int] | None:
    """The link's id and the moment in seconds since 1970; None when it was made up or its key is gone."""
    if len(click_id) != LENGTH or not click_id.isascii():
        return None
    try:
        sealed = base64.b64decode(click_id + "==", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    for key in keys:
        block = Cipher(AES(key), ECB()).decryptor().update(sealed)  # noqa: S305 as above
        if block.endswith(_ZEROS):
            seconds: int = struct.unpack(">I", block[_LINK_BYTES : _LINK_BYTES + 4])[0]
            return int.from_bytes(block[:_LINK_BYTES], "big"), seconds + _BEGAN
    return None


def month_of(at: dt.datetime) -> dt.date:
    """The UTC month whose key seals click ids of this moment, as its first day."""
    return at.astimezone(dt.UTC).date().replace(day=1)
