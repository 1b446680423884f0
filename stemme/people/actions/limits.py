"""Counting tries, across all processes of the installation."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import transaction

from stemme.people.buckets import Limit
from stemme.people.models import RateBucket


def take(limit: Limit, key: str, *, now: dt.datetime) -> bool:
    """Use up one try. False when there is none left; then nothing is used up.

    ``key`` says whose tries they are; it is stored as a hash, because addresses of people may be in it. The row is
    locked while it is counted, so that two processes cannot both take the last one.
    """
    name = _key(limit, key)
    with transaction.atomic():
        RateBucket.objects.get_or_create(key=name, defaults={"tokens": limit.tries, "updated_at": now})
        bucket = RateBucket.objects.select_for_update().get(key=name)
        tokens = limit.refilled(bucket.tokens, since=bucket.updated_at, now=now)
        allowed = tokens >= 1
        bucket.tokens = tokens - 1 if allowed else tokens
        bucket.updated_at = max(now, bucket.updated_at)
        bucket.save()
    return allowed


def has_left(limit: Limit, key: str, *, now: dt.datetime) -> bool:
    """Whether there is a try left; uses up none. For limits that only wrong tries count against."""
    bucket = RateBucket.objects.filter(key=_key(limit, key)).first()
    return bucket is None or limit.refilled(bucket.tokens, since=bucket.updated_at, now=now) >= 1


def _key(limit: Limit, key: str) -> str:
    return f"{limit.name}:{hashlib.sha256(key.encode()).hexdigest()[:40]}"
