"""Shares of many people at once, as the ranking of stories needs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from stemme.sharing.models import Share


def share_moments(
    organisation_id: int, person_ids: Collection[int], *, since: dt.datetime
) -> list[tuple[int, int, dt.datetime]]:
    """(person, story, when) of every share of these people from this moment on."""
    rows = Share.objects.filter(organisation_id=organisation_id, person_id__in=list(person_ids), shared_at__gte=since)
    return list(rows.values_list("person_id", "story_id", "shared_at"))


def sharers_of(organisation_id: int, story_id: int) -> set[int]:
    """The people who shared the story; for deciding what they are sent, never for a page."""
    rows = Share.objects.filter(organisation_id=organisation_id, story_id=story_id, person_id__isnull=False)
    return {person for person in rows.values_list("person_id", flat=True) if person is not None}
