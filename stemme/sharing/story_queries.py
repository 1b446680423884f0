"""Shares of many people at once, as the ranking of stories needs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Count

from stemme.sharing.models import Share


def share_moments(organisation_id: int, person_ids: Collection[int]) -> list[tuple[int, int, dt.datetime]]:
    """(person, story, when) of every share of these people."""
    rows = Share.objects.filter(organisation_id=organisation_id, person_id__in=list(person_ids))
    return list(rows.values_list("person_id", "story_id", "shared_at"))


def sharers_by_team(
    organisation_id: int, story_ids: Collection[int], team_ids: Collection[int]
) -> dict[tuple[int, int], int]:
    """(story, team) → how many different people of that very team shared it. Never for a page: groups may be small."""
    rows = (
        Share.objects.filter(
            organisation_id=organisation_id, story_id__in=list(story_ids), person__team_id__in=list(team_ids)
        )
        .values_list("story_id", "person__team_id")
        .annotate(people=Count("person_id", distinct=True))
    )
    return {(story, team): people for story, team, people in rows}
