"""What people did first: every share with what makes it a step. For the person alone, or for a board they joined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from stemme.sharing.models import Share


class Step(NamedTuple):
    """A share without its story."""

    person_id: int
    shared_at: dt.datetime
    channel: str
    own_words: bool
    link_id: int


def steps_of(organisation_id: int, person_ids: Collection[int]) -> list[Step]:
    """Every share of these people that still has its name, the oldest first. One query."""
    rows = Share.objects.filter(organisation_id=organisation_id, person_id__in=person_ids).order_by("shared_at", "id")
    return [Step(*row) for row in rows.values_list("person_id", "shared_at", "channel", "own_words", "link_id")]
