"""How far shares went: opened, posted as people say, visited by somebody. For oneself, for stories, for everybody.

One's own are counted from one's shares; those of groups are read from the roll-up of shares, which keeps nothing about
fewer different people than the organisation's floor, and leaves out shares whose owners do not have visits counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Exists, OuterRef

from stemme.sharing import ladder_queries as sharing
from stemme.sharing.ladder_queries import Ladder
from stemme.stats.buckets import EVER, LINK, TOTAL
from stemme.stats.models import ShareTally, Tally
from stemme.stats.share_sums import ALWAYS, STORY, WHOLE


def ladder_of(organisation_id: int, person_id: int, *, since: dt.datetime | None = None) -> Ladder:
    """Of one person's shares from this moment on, for that person. One query."""
    visited = Tally.objects.filter(
        organisation_id=organisation_id,
        dimension=LINK,
        grain=TOTAL,
        start=EVER,
        key=OuterRef("link_id"),
        visitors__gt=0,
    )
    return sharing.ladder(organisation_id, person_id, Exists(visited), since=since)


def ladder_of_stories(organisation_id: int, story_ids: Collection[int]) -> dict[int, Ladder]:
    """Of each of these stories since ever; those that too few different people shared are missing. One query."""
    rows = ShareTally.objects.filter(
        organisation_id=organisation_id, grain=ALWAYS, start=EVER, dimension=STORY,
        key__in=[str(story) for story in story_ids],
    )  # fmt: skip
    return {int(key): Ladder(*counts) for key, *counts in rows.values_list("key", "shares", "posted", "visited")}


def ladder_of_all(organisation_id: int, grain: str, start: dt.date) -> Ladder | None:
    """Of everybody's shares in a week, month, quarter, year or ever (share_sums.py); None when too few shared."""
    rows = ShareTally.objects.filter(organisation_id=organisation_id, grain=grain, start=start, dimension=WHOLE)
    found = rows.values_list("shares", "posted", "visited").first()
    return Ladder(*found) if found else None
