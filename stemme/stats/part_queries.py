"""The interval of involvement per story, from the random parts of the people (story_parts.py)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Sum

from stemme.stats.involvement import Involvement
from stemme.stats.models import StoryFigures, StoryPart
from stemme.stats.story_parts import interval_per_story


def story_interval(organisation_id: int, stories: Mapping[int, Involvement]) -> tuple[float, float] | None:
    """The 95 % interval, in per cent, of the mean rate of these stories. One query, 32 rows for each story.

    None when people are too few, or a story was offered in part before parts were counted.
    """
    parts: dict[int, dict[int, Involvement]] = {}
    rows = StoryPart.objects.filter(organisation_id=organisation_id, story_id__in=list(stories))
    for story, part, offered, involved in rows.values_list("story_id", "part", "offered", "involved"):
        parts.setdefault(story, {})[part] = Involvement(offered, involved)
    return interval_per_story(stories, parts)


def too_many_in_parts(organisation_id: int) -> list[str]:
    """Stories of which the parts come to more than the whole, in words: for ``stemme doctor``. Less is right, where a
    story was offered before parts were counted or its parts were forgotten. Two queries."""
    rows = StoryPart.objects.filter(organisation_id=organisation_id).order_by().values_list("story_id")
    sums = {story: (offered, involved) for story, offered, involved in rows.annotate(Sum("offered"), Sum("involved"))}
    figures = StoryFigures.objects.filter(organisation_id=organisation_id)
    whole = {story: pair for story, *pair in figures.values_list("story_id", "offered", "involved")}
    wrong = [
        story
        for story, (offered, involved) in sorted(sums.items())
        if offered > whole.get(story, [0, 0])[0] or involved > whole.get(story, [0, 0])[1]
    ]
    return (
        [f"the random parts of {len(wrong)} stories come to more than the story, first of {wrong[0]}"] if wrong else []
    )
