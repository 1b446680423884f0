"""What stands on a poster: the address behind the QR code, and the code that is typed. Pure.

Neither is a secret: they hang on walls. They name a link and let nobody in; whoever asks proves an address, or is let
in by a people administrator. So both are stored as they are and can be printed again.
"""

from __future__ import annotations

import secrets

from stemme.kit.tokens import CROCKFORD, new_typed_code, normal_typed_code

#: 80 bits: nobody finds a link by trying addresses.
_LENGTH = 16


def new_public_token() -> str:
    """The part of the address behind the QR code."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(_LENGTH))


def new_code() -> str:
    """Eight characters for those who type: 40 bits, and few wrong tries an hour."""
    return new_typed_code()


def normal(written: str) -> str:
    """A token or code as it was made, from how it was typed or how a program changed it."""
    return normal_typed_code(written)


def shown(code: str) -> str:
    """The code in two groups, easier to type.

    >>> shown("7k3m9q2x")
    '7K3M-9Q2X'
    """
    return f"{code[:4]}-{code[4:]}".upper()
