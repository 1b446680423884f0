"""Questions to browsers: kept here, answered once, within five minutes, by the browser they were put to (T-07)."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from stemme.passkeys.models import Challenge

VALID_FOR = dt.timedelta(minutes=5)


def new_challenge(*, purpose: str, secret: str, now: dt.datetime, handle: bytes = b"") -> bytes:
    """32 random bytes. ``secret`` is what only the asking browser has; ``purpose`` what the answer may be used for."""
    challenge = secrets.token_bytes(32)
    Challenge.objects.create(
        challenge_hash=hashlib.sha256(challenge).digest(),
        bound_to=_bound(purpose, secret),
        handle=handle,
        expires_at=now + VALID_FOR,
    )
    return challenge


def use_challenge(challenge: bytes, *, purpose: str, secret: str, now: dt.datetime) -> bytes | None:
    """The handle that was kept with it (empty for none), or None if this is no open question to this browser.

    Of two that bring the same answer one gets it.
    """
    row = Challenge.objects.filter(
        challenge_hash=hashlib.sha256(challenge).digest(), bound_to=_bound(purpose, secret), expires_at__gt=now
    ).first()
    if row is None or not Challenge.objects.filter(pk=row.pk).delete()[0]:
        return None
    return bytes(row.handle)


def _bound(purpose: str, secret: str) -> bytes:
    return hashlib.sha256(f"{purpose}:{secret}".encode()).digest()


def sweep(*, now: dt.datetime) -> int:
    """Delete questions that nobody answered in time; how many."""
    return Challenge.objects.filter(expires_at__lt=now).delete()[0]
