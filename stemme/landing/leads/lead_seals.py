"""The token of a lead's own page: which lead it is, in numbers, and a mark that only we can make.

It never ends, because taking back must always work; it holds no address and no name, and whoever has it can delete
that lead or stop its mails, nothing else.
"""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "stemme.landing.lead"
#: The log hides what begins like this (kit/redaction.py).
_PREFIX = "advo_"
_TOKEN = re.compile(rf"{_PREFIX}([0-9a-f]{{1,15}})x([0-9a-f]{{1,15}})z([0-9a-f]{{32}})")


def token_of(organisation_id: int, lead_id: int) -> str:
    """The token, for example ``advo_1x2az…``."""
    numbers = f"{organisation_id:x}x{lead_id:x}"
    return f"{_PREFIX}{numbers}z{_mark(numbers, None)}"


def read(token: str) -> tuple[int, int] | None:
    """The organisation and the lead a token names; None if it is not ours. Earlier keys of the installation count."""
    found = _TOKEN.fullmatch(token.strip().lower())
    if found is None:
        return None
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    numbers = f"{found[1]}x{found[2]}"
    ours = any(constant_time_compare(_mark(numbers, secret), found[3]) for secret in secrets)
    return (int(found[1], 16), int(found[2], 16)) if ours else None


def _mark(numbers: str, secret: str | None) -> str:
    return salted_hmac(_SALT, numbers, secret=secret, algorithm="sha256").hexdigest()[:32]
