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


def shares_of_stories(
    organisation_id: int, story_ids: Collection[int], *, since: dt.datetime
) -> dict[int, list[tuple[int, str]]]:
    """Person → (story, channel) of what they shared of these stories from this moment on, the last share first.

    For telling them what became of it, never for a page.
    """
    rows = Share.objects.filter(
        organisation_id=organisation_id, story_id__in=story_ids, shared_at__gte=since, person_id__isnull=False
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for person_id, story_id, channel in rows.order_by("-shared_at").values_list("person_id", "story_id", "channel"):
        found.setdefault(person_id or 0, []).append((story_id, channel))
    return found
