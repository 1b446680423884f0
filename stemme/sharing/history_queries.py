"""All shares of an organisation at once, as the roll-up of shares needs them. Never for a page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from stemme.sharing.models import Share


@dataclass(frozen=True, slots=True)
class OneShare:
    """A share with its tracked link. ``counted`` is False when the person does not have visits counted.

    Of a share without a name ``person_id`` is a number by lot; when it is ``aged``, people are told apart by it within
    a month only.
    """

    person_id: int
    story_id: int
    link_id: int
    channel: str
    language: str
    shared_at: dt.datetime
    counted: bool
    #: The person says that they posted it.
    posted: bool
    aged: bool


def every_share(organisation_id: int) -> Iterator[OneShare]:
    """Every share there ever was in the organisation, in no particular order; one query, read in portions."""
    rows = Share.objects.filter(organisation_id=organisation_id).values_list(
        Coalesce("person_id", "nobody"), "story_id", "link_id", "channel", "language", "shared_at", "link__counted",
        Coalesce("posted", False), "aged",
    )  # fmt: skip
    return (OneShare(*row) for row in rows.iterator(chunk_size=5_000))
