"""The mark that a form of a page without cookies carries, in the place of a session's CSRF token (security.md T-35)."""

from __future__ import annotations

import time

from django.core import signing

_SALT = "stemme.joining.form"
#: A page may lie open for so many seconds before it has to be sent once more.
_AGE = 4 * 3600


def new(page: str) -> str:
    """A signed, expiring mark for the form of this page."""
    return signing.TimestampSigner(salt=_SALT).sign(page)


def age(mark: str) -> float:
    """Seconds since the mark was made; 0 for one that is not ours."""
    signer = signing.TimestampSigner(salt=_SALT)
    try:
        signer.unsign(mark)
    except signing.BadSignature:
        return 0.0
    return time.time() - signing.b62_decode(mark.rsplit(":", 2)[1])


def holds(mark: str, *, page: str) -> bool:
    """Whether the mark was made by us for this page lately."""
    try:
        return signing.TimestampSigner(salt=_SALT).unsign(mark, max_age=_AGE) == page
    except signing.BadSignature:
        return False
