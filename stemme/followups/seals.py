"""The token of one letter's links: whose it is and which step, in numbers, and a mark that only we can make.

It never ends, because stopping must always work; it holds no address and no name, and whoever has it can stop these
mails and follow the letter's own button, nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "stemme.followups.letter"
#: The log hides what begins like this (kit/redaction.py).
_PREFIX = "advf_"
_TOKEN = re.compile(rf"{_PREFIX}([0-9a-f]{{1,15}})x([0-9a-f]{{1,15}})x([0-9a-f]{{1,15}})z([0-9a-f]{{32}})")


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a token says. ``lead_id`` is 0 in a test that somebody sent to themselves."""

    organisation_id: int
    lead_id: int
    step_id: int


def token_of(sealed: Sealed) -> str:
    """The token, for example ``advf_1x2ax7z…``."""
    numbers = _numbers(sealed)
    return f"{_PREFIX}{numbers}z{_mark(numbers, None)}"


def read(token: str) -> Sealed | None:
    """What a token says; None if it is not ours. Earlier keys of the installation still count; case does not matter."""
    found = _TOKEN.fullmatch(token.strip().lower())
    if found is None:
        return None
    sealed = Sealed(*(int(found[place], 16) for place in (1, 2, 3)))
    numbers = _numbers(sealed)
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return sealed if any(constant_time_compare(_mark(numbers, secret), found[4]) for secret in secrets) else None


def _numbers(sealed: Sealed) -> str:
    return f"{sealed.organisation_id:x}x{sealed.lead_id:x}x{sealed.step_id:x}"


def _mark(numbers: str, secret: str | None) -> str:
    return salted_hmac(_SALT, numbers, secret=secret, algorithm="sha256").hexdigest()[:32]
