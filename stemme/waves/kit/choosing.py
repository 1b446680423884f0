"""Which stories newcomers begin with. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STORIES = 3


@dataclass(frozen=True, slots=True)
class Suggestible:
    """A story that everybody may read. ``involvement`` in per cent, None when no figure may be shown."""

    id: int
    involvement: float | None
    languages: frozenset[str]


def suggested(stories: Sequence[Suggestible], *, language: str, languages: int, wanted: int = STORIES) -> list[int]:
    """The stories we would begin with: told in the organisation's language, then in as many of the others as possible,
    then most involvement. What comes first in ``stories`` comes first among equals.

    A language counts before involvement, because a story that a newcomer cannot read is no beginning; of the languages
    only whether all ``languages``, more than one, or one alone.
    """

    def order(story: Suggestible) -> tuple[bool, int, float]:
        many = len(story.languages)
        reach = 0 if many >= languages else 1 if many > 1 else 2
        return language not in story.languages, reach, -(story.involvement if story.involvement is not None else -1.0)

    return [story.id for story in sorted(stories, key=order)[:wanted]]
