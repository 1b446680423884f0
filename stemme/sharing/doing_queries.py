"""What people did with stories here, in numbers: for their own place on the map of types, never for others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from stemme.sharing.models import Share


@dataclass(frozen=True, slots=True)
class Doing:
    """Shares of one person, those with own words, on how many channels, and when the last one was."""

    shares: int
    own_words: int
    channels: int
    last: dt.datetime


def doings(organisation_id: int, person_ids: Collection[int], *, since: dt.datetime) -> dict[int, Doing]:
    """By person, from this moment on; whoever shared nothing is missing. One query."""
    rows = (
        Share.objects.filter(organisation_id=organisation_id, person_id__in=person_ids, shared_at__gte=since)
        .values_list("person_id")
        .annotate(
            shares=Count("id"),
            own=Count("id", filter=Q(own_words=True)),
            channels=Count("channel", distinct=True),
            last=Max("shared_at"),
        )
    )
    return {person: Doing(*numbers) for person, *numbers in rows if person is not None}
