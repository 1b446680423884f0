"""Signed calls: ``Stemme-Signature: t=<seconds since 1970>,v1=<hex of HMAC-SHA-256>``. Pure.

Signed is ``<t>.<body>`` with the door's secret, so neither the body nor the time can be changed on the way.
"""

from __future__ import annotations

import datetime as dt
import hmac

#: How far the sender's clock and the way here may be off.
TOLERANCE = dt.timedelta(minutes=5)


def signature(body: bytes, *, secret: str, at: int) -> str:
    """The value of the header for this body, signed at this second."""
    return f"t={at},v1={_mark(body, secret=secret, at=str(at))}"


def is_signed(header: str, body: bytes, *, secret: str, now: dt.datetime) -> bool:
    """True when the body was signed with the secret within the last, or next, five minutes."""
    parts = dict(part.strip().partition("=")[::2] for part in header.split(","))
    at, mark = parts.get("t", ""), parts.get("v1", "")
    # Twelve digits are further than any clock goes; more would only cost time.
    if not (at.isascii() and at.isdigit() and len(at) <= 12 and mark.isascii()):
        return False
    fresh = abs(now.timestamp() - int(at)) <= TOLERANCE.total_seconds()
    return hmac.compare_digest(mark, _mark(body, secret=secret, at=at)) and fresh


def _mark(body: bytes, *, secret: str, at: str) -> str:
    return hmac.digest(secret.encode(), at.encode() + b"." + body, "sha256").hex()
