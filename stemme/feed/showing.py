"""A story in the words for one reader. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemme.feed.items import reads
from stemme.feed.popularity import NOBODY, Seen
from stemme.kit.languages import best_language

if TYPE_CHECKING:
    from stemme.library.queries import StoryRow


@dataclass(frozen=True, slots=True)
class Ranked:
    """A story on somebody's list. ``language`` is that of the title; the summary has its own."""

    story: StoryRow
    language: str
    title: str
    summary: str
    score: float = 0.0
    #: Keys of ranking.py: the two largest terms.
    reasons: tuple[str, ...] = ()
    summary_language: str = ""
    #: On the list to find out whether it interests people.
    explored: bool = False
    #: How many colleagues it was shown to, and how many of them shared it.
    seen: Seen = NOBODY


def shown(story: StoryRow, language: str, chosen: tuple[str, ...] = ()) -> Ranked:
    """The story for somebody with this language who wants stories in the ``chosen`` ones (none: they have not said):
    the title in its own language if they read it, the summary in theirs if there is one. Raises ValueError for a story
    without a title."""
    own = story.language if story.language in story.titles and reads(language, (story.language,), chosen) else ""
    title = own or _best(language, tuple(story.titles), chosen)
    summary = _best(language, tuple(story.summaries), chosen) if story.summaries else ""
    return Ranked(
        story=story,
        language=title,
        title=story.titles[title],
        summary=story.summaries.get(summary, ""),
        summary_language=summary,
    )


def _best(language: str, available: tuple[str, ...], chosen: tuple[str, ...]) -> str:
    wanted = language if language in available else next((code for code in chosen if code in available), language)
    return best_language(wanted, available)
