"""Why stories were declined, for those who write them: how many, never who."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count

from stemme.feed.models import Declined
from stemme.people import queries as people


def declines_of(organisation_id: int, story_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """People per reason for each of these stories. A reason fewer than the organisation's floor gave is left out.

    Two queries.
    """
    floor = people.organisation(organisation_id).group_floor
    rows = (
        Declined.objects.filter(organisation_id=organisation_id, story_id__in=list(story_ids))
        .exclude(reason="")
        .values_list("story_id", "reason")
        .annotate(people=Count("person_id", distinct=True))
        .filter(people__gte=floor)
    )
    found: dict[int, dict[str, int]] = {}
    for story, reason, number in rows:
        found.setdefault(story, {})[reason] = number
    return found
