"""Deleting what has served its time."""

from __future__ import annotations

import datetime as dt

from stemme.kit.retention import before
from stemme.kit.tenancy import across_organisations
from stemme.people import uploads
from stemme.people.models import DoorLink, RateBucket, SignInLink


@across_organisations("what has served its time goes in every organisation")
def sweep(*, now: dt.datetime) -> dict[str, int]:
    """Delete what nobody needs any more; how many of each."""
    return {
        "door_links": DoorLink.objects.filter(created_at__lt=before("doors", now=now), expires_at__lt=now).delete()[0],
        "sign_in_links": SignInLink.objects.filter(
            created_at__lt=before("sign_ins", now=now), expires_at__lt=now
        ).delete()[0],
        "counters": RateBucket.objects.filter(updated_at__lt=before("limits", now=now)).delete()[0],
        "imports": uploads.sweep(now=now),
    }
