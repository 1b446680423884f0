"""The keys of the installation; and tokens of links that never end: a few numbers, and a mark that only it can make.

Nothing is stored for those tokens, and they hold no address and no name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_TOKEN = re.compile(r"([a-z]+)_([0-9a-f]{1,15}(?:x[0-9a-f]{1,15})*)z([0-9a-f]{32})")


def installation_keys() -> list[str]:
    """What seals (the first one) and what still opens: after a change of the key the earlier ones, too."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


@dataclass(frozen=True, slots=True)
class Seal:
    """What the tokens of one kind of link are made with, for example ``advf_1x2ax7z…``.

    They are in mails that are out in the world: what stands here stays as it is.
    """

    #: The log hides what begins with it and ``_`` (redaction.py).
    prefix: str
    salt: str
    #: So many numbers does a token hold.
    count: int

    def token_of(self, *numbers: int) -> str:
        """The token of these numbers."""
        written = "x".join(f"{number:x}" for number in numbers)
        return f"{self.prefix}_{written}z{self._mark(written, installation_keys()[0])}"

    def read(self, token: str) -> tuple[int, ...] | None:
        """The numbers of a token; None if it is not ours. Earlier keys of the installation count; case does not
        matter.
        """
        found = _TOKEN.fullmatch(token.strip().lower())
        if found is None or found[1] != self.prefix:
            return None
        ours = any(constant_time_compare(self._mark(found[2], key), found[3]) for key in installation_keys())
        numbers = tuple(int(number, 16) for number in found[2].split("x"))
        return numbers if ours and len(numbers) == self.count else None

    def _mark(self, written: str, key: str) -> str:
        return salted_hmac(self.salt, written, secret=key, algorithm="sha256").hexdigest()[:32]
