"""Why colleagues declined stories, for those who write them. Noes stand above stories; the feed tells them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

#: What a No may say, in the order in which people are offered it: too much advertising, not my field, a language I do
#: not read, I do not believe it, not now.
SALESY, FIELD, LANGUAGE, DOUBT, TIME = "salesy", "field", "language", "doubt", "time"
REASONS = (SALESY, FIELD, LANGUAGE, DOUBT, TIME)

#: Organisation's id and stories → per story how many people gave which reason. A group below the organisation's floor
#: is missing, and a story of which nothing may be said as well.
Source = Callable[[int, Collection[int]], Mapping[int, Mapping[str, int]]]
_sources: list[Source] = []


def tell_declines(source: Source) -> None:
    """Say who knows. Called once, when the program starts."""
    _sources[:] = [source]


def declines(organisation_id: int, story_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """People per reason of ``REASONS`` for each of these stories; what may not be said is missing."""
    if not story_ids:
        return {}
    told = {story: said for source in _sources for story, said in source(organisation_id, story_ids).items()}
    known = {story: {reason: said[reason] for reason in REASONS if said.get(reason)} for story, said in told.items()}
    return {story: said for story, said in known.items() if said}
