"""What editors have prepared for those who share: texts to begin with, questions to begin with."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from stemme.library.models import ShareText, StoryText


@dataclass(frozen=True, slots=True)
class Prepared:
    """Stories with a text to share at once, and stories with questions for one's own words; in any language."""

    texts: frozenset[int]
    angles: frozenset[int]


def prepared(organisation_id: int, story_ids: Collection[int]) -> Prepared:
    """Of these stories. Two queries."""
    ours = {"story__organisation_id": organisation_id, "story_id__in": list(story_ids)}
    return Prepared(
        frozenset(ShareText.objects.filter(**ours).values_list("story_id", flat=True)),
        frozenset(StoryText.objects.filter(**ours).exclude(angles="").values_list("story_id", flat=True)),
    )
