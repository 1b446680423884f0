"""Whose mail a Message-ID belongs to. Only those that carry our seal count: nobody else can make one up."""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_OURS = re.compile(r"<?\s*([a-z]{1,12})\.(\d{1,18})\.([0-9a-f]{16})@[^\s<>]{1,255}>?")
_SALT = "stemme.mailings.message-id"


def seal(kind: str, mailing_id: int, *, secret: str | None = None) -> str:
    """The part of a Message-ID that only this installation can write."""
    return salted_hmac(_SALT, f"{kind}.{mailing_id}", secret=secret).hexdigest()[:16]


def mailing_of(identity: str) -> tuple[str, int] | None:
    """Kind and number of the mailing of a Message-ID; None if it is not ours. Earlier secret keys still count."""
    found = _OURS.fullmatch(identity.strip())
    if found is None:
        return None
    kind, number, shown = found[1], int(found[2]), found[3]
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if constant_time_compare(seal(kind, number, secret=secret), shown):
            return kind, number
    return None
