"""Goals tied to what few colleagues shared: their sum is told, never what of it came by which channel, story, campaign
or division (docs/decisions/0050-suppression.md)."""

from __future__ import annotations

from collections.abc import Collection

from stemme.library.attribute_queries import stories_in
from stemme.outcomes.models import Goal
from stemme.stats.large_queries import large_stories


def narrow_goals(organisation_id: int, *, by_story: bool = False) -> frozenset[int]:
    """Goals whose outcomes only links of too few people can lead to. Four queries at most, one without tied goals.

    ``by_story``: for figures of stories and campaigns. There a goal tied to some stories, or to a campaign, is narrow
    when any of these was shared by few: it would be the goal's sum less the others.
    """
    tied = Goal.objects.filter(organisation_id=organisation_id).exclude(streams=None, campaigns=None, stories=None)
    ties: dict[int, tuple[set[int], set[int], set[int]]] = {}
    for goal, *things in tied.values_list("id", "streams", "campaigns", "stories"):
        for found, thing in zip(ties.setdefault(goal, (set(), set(), set())), things, strict=True):
            found.update([thing] if thing else [])
    if not ties:
        return frozenset()
    large = large_stories(organisation_id)
    streams, campaigns, stories = (set().union(*of) for of in zip(*ties.values(), strict=True))
    places = stories_in(organisation_id, streams=streams, campaigns=campaigns, stories=stories)
    return frozenset(goal for goal, of in ties.items() if _narrow(of, places, large, by_story=by_story))


def _narrow(
    tied: tuple[set[int], set[int], set[int]],
    places: Collection[tuple[int, int, int | None]],
    large: Collection[int],
    *,
    by_story: bool,
) -> bool:
    streams, campaigns, stories = tied
    single = {story for story, _stream, campaign in places if story in stories or campaign in campaigns}
    every = single | {story for story, stream, _campaign in places if stream in streams}
    return not any(story in large for story in every) or (by_story and not all(story in large for story in single))
